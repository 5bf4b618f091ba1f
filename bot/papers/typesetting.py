"""The one door to Typst: sets what a template of ours says about values, which it never reads as markup."""

import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

TEMPLATES = Path(__file__).parent
_PIXELS_PER_INCH = 72.0
"""So that a point of the template is a pixel of the picture."""
_LITTLE_PICTURES = re.compile(r'(?<=")[\U0001f000-\U0001ffff\ufe0f\u200d]+ ?| ?[\U0001f000-\U0001ffff\ufe0f\u200d]+')
"""Emoji, which people like in the name of a class and the fonts do not have: each would be an empty box."""


def picture(template: str, values: Mapping[str, object]) -> bytes:
    """Sets one page as a PNG; it takes a tenth of a second of a processor, so call it in a thread.

    Only the fonts that come with Typst are used: the picture is the same on every machine.

    Args:
        template: the name of a file beside this module, which reads `values` as JSON from `sys.inputs.values`.
        values: whatever it tells; JSON can say all of it.
    """
    return _set(template, values, "png")


def paper(template: str, values: Mapping[str, object]) -> bytes:
    """Sets as many pages as it takes, as one PDF that holds its fonts; else as `picture`."""
    return _set(template, values, "pdf")


def _set(template: str, values: Mapping[str, object], form: Literal["png", "pdf"]) -> bytes:
    import typst  # noqa: PLC0415 - 80 MB, which only whoever asks for a picture or a paper should load

    # Decomposed letters would be found by nobody who searches the paper. JSON's own signs compose with nothing.
    said = _LITTLE_PICTURES.sub("", unicodedata.normalize("NFC", json.dumps(dict(values), ensure_ascii=False)))
    made = typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        format=form,
        ppi=_PIXELS_PER_INCH,
        ignore_system_fonts=True,
        sys_inputs={"values": said},
    )
    assert isinstance(made, bytes), "a picture's template fills one page; a paper is one file"
    return made
