"""The one door to Typst: sets what a template of ours says about values, which it never reads as markup."""

import json
from collections.abc import Mapping
from pathlib import Path

TEMPLATES = Path(__file__).parent
_PIXELS_PER_INCH = 72.0
"""So that a point of the template is a pixel of the picture."""


def picture(template: str, values: Mapping[str, object]) -> bytes:
    """Sets one page as a PNG; it takes a tenth of a second of a processor, so call it in a thread.

    Only the fonts that come with Typst are used: the picture is the same on every machine.

    Args:
        template: the name of a file beside this module, which reads `values` as JSON from `sys.inputs.values`.
        values: whatever it tells; JSON can say all of it.
    """
    import typst  # noqa: PLC0415 - 80 MB, which only whoever asks for a picture should load

    made = typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        format="png",
        ppi=_PIXELS_PER_INCH,
        ignore_system_fonts=True,
        sys_inputs={"values": json.dumps(dict(values), ensure_ascii=False)},
    )
    assert isinstance(made, bytes), "the template fills one page"
    return made
