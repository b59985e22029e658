"""Characters that look the same in print."""

import re
import unicodedata

from vastuumatriisi.text.characters import INVISIBLE

# From confusables.txt of Unicode Technical Standard 39 (Unicode 15): the letters and signs of Latin, Greek, Cyrillic,
# Coptic, Armenian, Cherokee and Lisu script that look like one letter or digit of ASCII. What compatibility composition
# turns into these already, such as full-width letters, is left out.
LOOK_LIKE = {
    "2": "ƧϨꙄꝚ",
    "3": "ƷȜЗӠⳌꝪꞫ",
    "4": "Ꮞ",
    "5": "Ƽ",
    "6": "бᏮⳒ",
    "8": "Ȣȣ",
    "9": "ⳊꝮ",
    "A": "ΑАᎪꓮ",
    "B": "ΒВᏴꓐꞴ",
    "C": "СᏟⲤꓚ",
    "D": "Ꭰꓓ",
    "E": "⋿ΕЕᎬꓰ",
    "F": "ϜꓝꞘ",
    "G": "ԌᏀᏳꓖ",
    "H": "ΗНᎻⲎꓧ",
    "J": "ͿЈᎫꓙꞲ",
    "K": "ΚКᏦⲔꓗ",
    "L": "ᏞⳐꓡ",
    "M": "ΜϺМᎷⲘꓟ",
    "N": "ΝⲚꓠ",
    "O": "0ΟОՕⲞꓳ",
    "P": "ΡРᏢⲢꓑ",
    "R": "ƦᎡᏒꓣ",
    "S": "ЅՏᏕᏚꓢ",
    "T": "⊤⟙ΤТᎢⲦꓔ",
    "U": "∪⋃Սꓴ",
    "V": "ѴᏙꓦ",
    "W": "ԜᎳᏔꓪ",
    "X": "╳ΧХⲬꓫꞳ",
    "Y": "ΥУҮᎩᎽⲨꓬ",
    "Z": "ΖᏃꓜ",
    "a": "⍺ɑαа",
    "b": "ƄЬᏏ",
    "c": "сᴄⲥꮯ",
    "d": "ԁᏧꓒ",
    "e": "℮еҽꬲ",
    "f": "քẝꞙꬵ",
    "g": "ƍɡցᶃ",
    "h": "һհᏂ",
    "i": "⍳ıɩɪιіӏᎥꙇꭵ",
    "j": "ϳј",
    "l": "|1I∣⏽ƖǀΙІӀⲒꓲ",
    "n": "ոռ",
    "o": "οσоօჿᴏᴑⲟꬽ",
    "p": "⍴ρрⲣ",
    "q": "ԛգզ",
    "r": "гᴦⲅꭇꭈꮁ",
    "s": "ƽѕꜱꮪ",
    "u": "ʋυսᴜꞟꭎꭒ",
    "v": "∨⋁νѵᴠꮩ",
    "w": "ɯѡԝաᴡꮃ",
    "x": "×⤫⤬⨯х",
    "y": "ɣʏγуүყᶌỿꭚ",
    "z": "ᴢꮓ",
}
PROTOTYPES = {ord(character): shape for shape, characters in LOOK_LIKE.items() for character in characters}


def skeleton(text: str) -> str:
    """Return what a text looks like: two texts that a reader cannot tell apart have the same skeleton.

    It is no text for people. Capital and small letters stay apart.
    """
    seen = INVISIBLE.sub("", unicodedata.normalize("NFKD", text))
    return re.sub(r"\s+", " ", seen.translate(PROTOTYPES)).strip()
