"""The questions that a matrix should be asked: no owner, two owners, overload, …

A finding is no error: a build never fails because an organisation has not decided something. Each is reported once,
at the unit, role, duty or letter where the fact stands, and one that the data file answers (``accept``) is listed as
answered.
"""

from collections.abc import Sequence

from vastuumatriisi.design.fonts import Family
from vastuumatriisi.findings.answers import unused_answers
from vastuumatriisi.findings.balance import idle_role, many_performers, nobody_performs, overloaded_actor
from vastuumatriisi.findings.facts import Fact, Finding, Rule, worded
from vastuumatriisi.findings.glyphs import missing_glyph
from vastuumatriisi.findings.likeness import bundled_duties, near_duplicate, scope_without_sibling
from vastuumatriisi.findings.look_alikes import look_alike_letters
from vastuumatriisi.findings.ownership import no_owner, owner_undecided, two_accountable, two_owners
from vastuumatriisi.findings.partners import one_sided_partner
from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.system.process import gc_paused

RULES: tuple[Rule, ...] = (
    no_owner,
    owner_undecided,
    two_owners,
    two_accountable,
    nobody_performs,
    many_performers,
    overloaded_actor,
    idle_role,
    near_duplicate,
    one_sided_partner,
    scope_without_sibling,
    bundled_duties,
    look_alike_letters,
)

__all__ = ["RULES", "Fact", "Finding", "find"]


def find(matrix: Matrix, wording: Wording, families: Sequence[Family] = ()) -> tuple[Finding, ...]:
    """Return all findings in the order of their lines, worded in the language of the documents.

    ``families`` are the posters' fonts, where they are known: what they lack is a finding.
    """
    with gc_paused():
        found = [worded(fact, matrix, wording) for rule in RULES for fact in rule(matrix)]
        if families:
            found.extend(worded(fact, matrix, wording) for fact in missing_glyph(matrix, families))
        found.extend(worded(fact, matrix, wording) for fact in unused_answers(matrix, found))
    return tuple(sorted(found, key=lambda finding: (finding.line, finding.name, finding.message)))
