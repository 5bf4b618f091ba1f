"""The rules of urgent triage: built out of their file, and tried on the examples that stand beside them."""

import re
from collections.abc import Iterator, Sequence

from bot.lessonbank.faults import Path
from bot.lessonbank.files import BankFile
from bot.lessonbank.triage_schema import PointsPart, RulePart, SignsPart, TriageFile
from bot.model.triage import Family, Signs, Triage, TriageRule
from bot.tutor.triage import assess, fitting

NUMBER = "number"
_LIST = re.compile(r"<([a-z0-9-]+)>")


def build(file: TriageFile) -> Triage:
    """The rules with every list written out; a list that there is not is left out, and a fault of its own."""
    return Triage(
        tuple(
            TriageRule(
                id=rule.id,
                kind=part.kind,
                every=tuple(_family(phrases, file) for phrases in rule.all),
                some=tuple(_family(phrases, file) for phrases in rule.some),
                least=rule.least,
                none=_family(rule.none, file),
                nowhere=_family(rule.nowhere, file),
                is_whole=rule.scope == "text",
                most=rule.most,
            )
            for part in file.kinds
            for rule in part.rules
        ),
        _family(file.sayings, file),
        _family(file.frames, file),
        _family(file.tellers, file),
        _family(file.doubts, file),
        _family(file.turns, file),
        _signs(file.signs) if file.signs is not None else Signs(),
    )


def _signs(part: SignsPart) -> Signs:
    kinds = {each.kind: _points(each.words) for each in part.kinds}
    return Signs(part.least, part.doubled, part.told, _points(part.words), kinds)


def _points(parts: Sequence[PointsPart]) -> dict[str, int]:
    return {word.strip(): part.points for part in parts for word in part.words.split(",")}


def _family(phrases: Sequence[str], file: TriageFile) -> Family:
    """Phrases with their lists of words written out; a phrase that is the name of a family alone is all of that."""
    return tuple(
        _spelt(each, file) for phrase in phrases for each in (file.families.get(phrase.strip("<>"), ()) or (phrase,))
    )


def _spelt(phrase: str, file: TriageFile) -> str:
    return _LIST.sub(lambda found: "#" if found[1] == NUMBER else "/".join(file.words.get(found[1], ["#"])), phrase)


def lint(file: BankFile[TriageFile], triage: Triage) -> None:
    """Notes names that there are not, rules that stand twice, and every example that is not judged as it should be.

    Args:
        file: the rules, where faults are noted.
        triage: what is built of them.
    """
    if file.content is None:
        return
    known = {*file.content.words, *file.content.families, NUMBER}
    used: set[str] = set()
    for path, phrase in _phrases(file.content):
        for found in _LIST.finditer(phrase):
            used.add(found[1])
            if found[1] not in known:
                file.blame(path, f"there is no list '{found[1]}' among words or families")
            elif found[1] in file.content.families and found[0] != phrase:
                file.blame(path, f"a family such as '{found[1]}' stands alone: a list within a phrase is one of words")
    for section, names in (("words", file.content.words), ("families", file.content.families)):
        for name in names.keys() - used:
            file.blame((section, name), "nobody uses this list")
    if not file.faults:
        _try_out(file, file.content, triage)


def _phrases(content: TriageFile) -> Iterator[tuple[Path, str]]:
    for section in ("sayings", "frames", "tellers", "doubts", "turns"):
        yield from _numbered((section,), getattr(content, section))
    for name, phrases in content.families.items():
        yield from _numbered(("families", name), phrases)
    for path, rule in _rules(content):
        for section, families in (("all", rule.all), ("some", rule.some)):
            for number, phrases in enumerate(families):
                yield from _numbered((*path, section, number), phrases)
        yield from _numbered((*path, "none"), rule.none)
        yield from _numbered((*path, "nowhere"), rule.nowhere)


def _numbered(path: Path, phrases: Sequence[str]) -> Iterator[tuple[Path, str]]:
    for number, phrase in enumerate(phrases):
        yield (*path, number), phrase


def _rules(content: TriageFile) -> Iterator[tuple[Path, RulePart]]:
    for at, part in enumerate(content.kinds):
        for number, rule in enumerate(part.rules):
            yield ("kinds", at, "rules", number), rule


def _try_out(file: BankFile[TriageFile], content: TriageFile, triage: Triage) -> None:
    seen: set[str] = set()
    kinds = {rule.id: rule.kind for rule in triage.rules}
    for path, rule in _rules(content):
        if rule.id in seen:
            file.blame((*path, "id"), f"the rule '{rule.id}' stands here twice")
        seen.add(rule.id)
        if rule.least > len(rule.some):
            file.blame((*path, "least"), f"only {len(rule.some)} families stand in 'some'")
        for number, text in enumerate(rule.examples):
            found = assess(text, triage)
            if found is None or rule.id not in fitting(text, triage):
                file.blame((*path, "examples", number), f"the rule '{rule.id}' does not catch this")
            elif found.kind is not kinds[rule.id]:
                file.blame((*path, "examples", number), f"caught as {found.kind} first, by '{found.rule}'")
        for number, text in enumerate(rule.innocent):
            found = assess(text, triage)
            if found is not None:
                told = text[found.start : found.end]
                file.blame((*path, "innocent", number), f"caught all the same, by '{found.rule}', for '{told}'")
