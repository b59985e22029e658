"""What becomes of a made-up matrix from one edition to the next, by chance."""

from collections.abc import Callable
from copy import deepcopy

from tests.support.editions import UNITS, Data, Making, duties_of, units_of


def changed(making: Making, before: Data, edits: int) -> Data:
    """Return the matrix after some edits."""
    data = deepcopy(before)
    for _ in range(edits):
        making.one(EDITS)(making, data)
    tidy(data)
    return data


def tidy(data: Data) -> None:
    """Forget what names duties that are gone, and lists without anything in them."""
    codes = {duty["id"] for duty in duties_of(data)}
    units = {unit["id"] for unit in units_of(data)}
    roles = {role["id"] for role in data["roles"]}
    for duty in duties_of(data):
        keep(duty, "counterparts", codes - {duty["id"]})
        keep(duty, "cooperates", roles | units)
        if "assign" in duty:
            duty["assign"] = {actor: cell for actor, cell in duty["assign"].items() if actor in roles | units}
            if not duty["assign"]:
                del duty["assign"]
    for unit in units_of(data):
        keep(unit, "leads", roles)
        keep(unit, "supports", roles)
        for key in ("duties", "units"):
            if key in unit and not unit[key]:
                del unit[key]
    _tidy_registries(data, units)


def _tidy_registries(data: Data, units: set[str]) -> None:
    for role in data["roles"]:
        if "unit" in role and role["unit"] not in units:
            del role["unit"]
    for site in data.get("site_types", ()):
        site["units"] = [unit for unit in site["units"] if unit in units] or [min(units)]
    for part in (*units_of(data), *data["roles"], *duties_of(data), *data.get("site_types", ())):
        keep(part, "scopes", {scope["id"] for scope in data["scopes"]})
        if part.get("theme") not in {theme["id"] for theme in data["themes"]}:
            part.pop("theme", None)


def keep(part: Data, key: str, known: set[str]) -> None:
    if key in part:
        part[key] = [one for one in part[key] if one in known]
        if not part[key]:
            del part[key]


def _any_duty(making: Making, data: Data) -> tuple[Data, Data] | None:
    places = [(unit, duty) for unit in units_of(data) for duty in unit.get("duties", ())]
    return making.one(places) if places else None


def reword(making: Making, data: Data) -> None:
    if place := _any_duty(making, data):
        place[1]["text"] = making.text()


def rewrite(making: Making, data: Data) -> None:
    if place := _any_duty(making, data):
        for key in making.some(["scopes", "cooperates", "theme", "assign", "note", "links", "accept"], 3):
            place[1].pop(key, None)
        making.duty(place[1])


def recode(making: Making, data: Data) -> None:
    if place := _any_duty(making, data):
        old, new = place[1]["id"], f"Z-{making.chance.randrange(1000)}"
        if new in {duty["id"] for duty in duties_of(data)}:
            return
        place[1]["id"] = new
        for duty in duties_of(data):
            if old in duty.get("counterparts", ()):
                duty["counterparts"] = [new if one == old else one for one in duty["counterparts"]]


def move(making: Making, data: Data) -> None:
    if place := _any_duty(making, data):
        place[0]["duties"].remove(place[1])
        duties = making.one(units_of(data)).setdefault("duties", [])
        duties.insert(making.chance.randrange(len(duties) + 1), place[1])


def add(making: Making, data: Data) -> None:
    duties = making.one(units_of(data)).setdefault("duties", [])
    part = making.duty()
    if part["id"] not in {duty["id"] for duty in duties_of(data)}:
        duties.insert(making.chance.randrange(len(duties) + 1), part)


def remove(making: Making, data: Data) -> None:
    if place := _any_duty(making, data):
        place[0]["duties"].remove(place[1])


def swap_texts(making: Making, data: Data) -> None:
    if (one := _any_duty(making, data)) and (two := _any_duty(making, data)):
        one[1]["text"], two[1]["text"] = two[1]["text"], one[1]["text"]


def shuffle(making: Making, data: Data) -> None:
    lists = [data["roles"], data["themes"], data["levels"], data["scopes"], *(one["units"] for one in data["levels"])]
    lists += [unit[key] for unit in units_of(data) for key in ("duties", "leads", "supports") if key in unit]
    making.chance.shuffle(making.one(lists))
    if "letters" in data and making.chance.random() < 0.2:
        data["letters"] = dict(making.chance.sample(list(data["letters"].items()), len(data["letters"])))


def change_unit(making: Making, data: Data) -> None:
    unit = making.one(units_of(data))
    fresh = making.unit(unit["id"])
    kept = {key: unit[key] for key in ("duties", "units") if key in unit}
    chosen = making.some(list(fresh), 3)
    for key in ("short", "contact", "scopes", "leads", "supports", "performs", "accept"):
        if making.chance.random() < 0.3:
            unit.pop(key, None)
    unit.update({key: fresh[key] for key in chosen if key != "id"})
    for key in ("duties", "units"):
        unit.pop(key, None)
    unit.update(kept)


def add_unit(making: Making, data: Data) -> None:
    if UNITS[4] not in {unit["id"] for unit in units_of(data)}:
        home = making.one([*data["levels"], *(unit for level in data["levels"] for unit in level["units"])])
        unit = making.unit(UNITS[4])
        codes = {duty["id"] for duty in duties_of(data)}
        unit["duties"] = [duty for duty in unit.get("duties", ()) if duty["id"] not in codes]
        units = home.setdefault("units", [])
        units.insert(making.chance.randrange(len(units) + 1), unit)


def remove_unit(making: Making, data: Data) -> None:
    if len(units_of(data)) > 2:
        home = making.one([*data["levels"], *(unit for level in data["levels"] for unit in level["units"])])
        if home.get("units"):
            home["units"].pop(making.chance.randrange(len(home["units"])))


def move_unit(making: Making, data: Data) -> None:
    level = making.one(data["levels"])
    if level["units"]:
        unit = level["units"].pop(making.chance.randrange(len(level["units"])))
        others = list(data["levels"])
        others += [one for other in data["levels"] for one in other["units"] if not unit.get("units")]
        units = making.one(others).setdefault("units", [])
        units.insert(making.chance.randrange(len(units) + 1), unit)


def change_roles(making: Making, data: Data) -> None:
    number = making.chance.randrange(len(data["roles"]))
    kind = making.chance.randrange(3)
    if kind == 0 and len(data["roles"]) > 1:
        data["roles"].pop(number)
    elif kind == 1:
        identifier = f"uusi-{making.chance.randrange(9)}"
        if identifier not in {role["id"] for role in data["roles"]}:
            data["roles"].insert(number, making.role(identifier))
    else:
        data["roles"][number] = making.role(data["roles"][number]["id"])


def change_head(making: Making, data: Data) -> None:
    for key in (
        "introduction",
        "contact",
        "publication_url",
        "fonts",
        "approved_by",
        "valid_from",
        "thresholds",
        "derive",
        "site_types",
        "history",
        "letters",
    ):
        if making.chance.random() < 0.3:
            data.pop(key, None)
    making.head(data)
    if making.chance.random() < 0.3:
        data["title"], data["edition"] = making.text().replace("\n", " "), making.one(["1", "2026-02"])


def change_registries(making: Making, data: Data) -> None:
    data["themes"] = [*data["themes"], {"id": "uusi", "name": "Uusi"}][: making.chance.randrange(2, 4)]
    data["scopes"] = [{"id": "iso", "name": "Iso"}, *data["scopes"]][-making.chance.randrange(2, 4) :]
    data["themes"][0]["name"] = making.one(["Tuki", "Tuet"])
    if making.chance.random() < 0.3 and "kolmas" not in {level["id"] for level in data["levels"]}:
        data["levels"].insert(1, {"id": "kolmas", "name": "Kolmas", "short": "3", "units": []})


def renumber(making: Making, data: Data) -> None:
    """Put a duty in before others of its unit and number those anew."""
    unit = making.one([unit for unit in units_of(data) if unit.get("duties")] or [{}])
    if not unit:
        return
    at = making.chance.randrange(len(unit["duties"]))
    codes = [duty["id"] for duty in unit["duties"][at:]]
    fresh = f"Q-{making.chance.randrange(1000)}"
    if fresh in {duty["id"] for duty in duties_of(data)}:
        return
    unit["duties"].insert(at, {"id": codes[0], "text": making.text()})
    for duty, code in zip(unit["duties"][at + 1 :], [*codes[1:], fresh], strict=True):
        duty["id"] = code


EDITS: list[Callable[[Making, Data], None]] = [
    reword,
    reword,
    rewrite,
    rewrite,
    recode,
    move,
    move,
    add,
    add,
    remove,
    swap_texts,
    shuffle,
    change_unit,
    add_unit,
    remove_unit,
    move_unit,
    change_roles,
    change_head,
    change_registries,
    renumber,
]
