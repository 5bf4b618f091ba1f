"""What the bank's files must look like: pydantic models, from which editors get their JSON Schema too."""

import re
from datetime import date
from typing import Annotated, Literal, Never

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from bot.lessonbank.frameworks import FRAMEWORKS
from bot.model.attempt import Criterion
from bot.model.lesson import Audience, Goal
from bot.model.markup import MarkupError, parse
from bot.model.message import CHOICE_ID_BYTES

LESSON_ID, STEP_ID, OPTION_ID = 24, 16, 8
"""Longest ids, in characters: together with version and turn they fit a choice id."""
assert len(f"l:{'x' * LESSON_ID}:{'x' * STEP_ID}:999:9999:{'x' * OPTION_ID}") <= CHOICE_ID_BYTES
VERSIONS = 999

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
ADDRESS = ("bạn", "Bạn", "mình", "Mình")
_TARGET = re.compile(r"\]\(<?([^)>\s]*)")
_FACT = re.compile(r"fact:([a-z0-9-]+)")


def _day(value: object) -> object:
    """Only an ISO day: pydantic alone would take numbers as seconds since 1970."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2026-11-22") else _no_day()
    except ValueError:
        return _no_day()


def _no_day() -> Never:
    raise PydanticCustomError("day", "write a day as 2026-11-22")


def shown(value: str) -> str:
    """A text, if messages can show it as it stands: what its placeholders are is not looked at."""
    try:
        parse(value)
    except MarkupError as error:
        raise PydanticCustomError("markup", "{words}", {"words": str(error), "text_line": error.line}) from error
    for url in _TARGET.findall(value):
        if "{" in url or not re.match(_ADDRESS, url):
            message = "a link leads to an address that begins with https:// and holds no placeholder"
            raise PydanticCustomError("link", message, {"text_line": value.count("\n", 0, value.index(url))})
    return value


def _placeholders(value: str) -> str:
    for found in _PLACEHOLDER.finditer(value):
        if found[1] not in ADDRESS and not _FACT.fullmatch(found[1]):
            known = ", ".join(f"{{{each}}}" for each in ADDRESS)
            context = {
                "found": found[0],
                "known": known,
                "fact": "{fact:key}",
                "text_line": value.count("\n", 0, found.start()),
            }
            raise PydanticCustomError("placeholder", "unknown placeholder {found}; take {known} or {fact}", context)
    if "{" in (rest := _PLACEHOLDER.sub("", value)) or "}" in rest:
        raise PydanticCustomError("placeholder", "a brace without its partner; a placeholder looks like {bạn}")
    return value


def one_line(value: str) -> str:
    """A text, if it can stand on a button or in a list as it is."""
    if "{" in value or "}" in value or "\n" in value:
        raise PydanticCustomError("line", "one line without placeholders or braces")
    return value


def facts_in(text: str) -> tuple[str, ...]:
    """The keys of the facts that a text uses."""
    return tuple(key[1] for found in _PLACEHOLDER.finditer(text) if (key := _FACT.fullmatch(found[1])))


_NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_ADDRESS = r"^https?://\S+$"
_WORD = r"^[^\W\d_]+$"
PATTERNS = {
    _WORD: "write one word, without blanks or digits",
    _NAME: "take small letters without accents, digits, and a hyphen between words",
    _ADDRESS: "write an address that begins with https://",
}
"""What each pattern asks for, in words."""
Name = Annotated[str, StringConstraints(pattern=_NAME, max_length=40)]
LessonName = Annotated[str, StringConstraints(pattern=_NAME, max_length=LESSON_ID)]
StepName = Annotated[str, StringConstraints(pattern=_NAME, max_length=STEP_ID)]
OptionName = Annotated[str, StringConstraints(pattern=_NAME, max_length=OPTION_ID)]
Cap = Literal["off_topic", "stuffing", "copied_sample", "task_level_0", "privacy_level_0", "privacy_level_1"]
Day = Annotated[date, BeforeValidator(_day)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Line = Annotated[Words, AfterValidator(one_line)]
Shown = Annotated[Words, AfterValidator(shown)]
Markup = Annotated[Shown, AfterValidator(_placeholders)]
Word = Annotated[str, StringConstraints(pattern=_WORD, max_length=16)]


class Part(BaseModel):
    """A part of a file: nothing in it is passed over, and nothing is guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Titles(Part):
    """A title by language; whoever reads another language gets the Vietnamese one."""

    vi: Line
    en: Line | None = None

    def by_language(self) -> dict[str, str]:
        """The titles that are there."""
        return {"vi": self.vi} if self.en is None else {"vi": self.vi, "en": self.en}


class ImagePart(Part):
    """A picture and the words for whoever cannot see it."""

    path: Line
    text_twin: Words


class CardPart(Part):
    """A screen to read: one idea."""

    id: StepName
    kind: Literal["card"]
    text: Markup
    image: ImagePart | None = None


class OptionPart(Part):
    """One option; a wrong one says in `feedback` what speaks against it."""

    id: OptionName
    label: Line
    right: bool = False
    feedback: Markup | None = None


class _CheckPart(Part):
    id: StepName
    kind: Literal["check"]
    question: Markup
    explanation: Markup
    hints: list[Markup] = Field(default_factory=list)


class SinglePart(_CheckPart):
    """One option is right."""

    type: Literal["single"]
    options: list[OptionPart] = Field(min_length=2, max_length=6)


class MultiplePart(_CheckPart):
    """One or more options are right."""

    type: Literal["multiple"]
    options: list[OptionPart] = Field(min_length=2, max_length=6)


class TrueFalsePart(_CheckPart):
    """A sentence that is true or not; `feedback` is for whoever took the other."""

    type: Literal["true_false"]
    answer: bool
    feedback: Markup | None = None


class AcceptPart(Part):
    """Phrases that make a typed answer right."""

    phrases: list[Line] = Field(min_length=1)
    feedback: Markup | None = None


class NearPart(Part):
    """Phrases of a frequent wrong answer, and what to say to it."""

    phrases: list[Line] = Field(min_length=1)
    feedback: Markup | None = None


class ShortPart(_CheckPart):
    """A typed answer."""

    type: Literal["short"]
    accept: list[AcceptPart] = Field(min_length=1)
    near: list[NearPart] = Field(default_factory=list)
    otherwise: Markup | None = None


class ItemPart(Part):
    """One thing to be put into its place."""

    id: OptionName
    label: Line


class OrderPart(_CheckPart):
    """Things to be put in order: `items` in the right one, `shown` the ids as the learner sees them."""

    type: Literal["order"]
    items: list[ItemPart] = Field(min_length=2, max_length=6)
    shown: list[str]
    feedback: Markup | None = None


CheckPart = Annotated[SinglePart | MultiplePart | TrueFalsePart | ShortPart | OrderPart, Field(discriminator="type")]


class StarterPart(Part):
    """A ready beginning, and endings that make a whole sentence of it: some ask better than others."""

    begin: Line
    endings: list[Line] = Field(min_length=2, max_length=4)


class AnsweredPart(Part):
    """A prompt, and what an AI answered to it."""

    prompt: Line
    answer: Words


class AnswersPart(Part):
    """What an AI answered to a vague prompt and to a clear one, so that people see how they differ."""

    recorded: Day
    before: AnsweredPart
    after: AnsweredPart


class ExercisePart(Part):
    """An open task: the learner writes a prompt, or puts one together by two taps."""

    id: StepName
    kind: Literal["exercise"]
    exercise: Name
    instruction: Markup
    sample: Words
    weights: dict[Criterion, Annotated[float, Field(gt=0, le=10)]]
    products: list[Line] = Field(min_length=1)
    intent_lexicon: list[Line] = Field(min_length=1)
    caps: dict[Cap, Annotated[float, Field(ge=0, le=10)]] = Field(default_factory=dict)
    starters: list[StarterPart] = Field(default_factory=list, min_length=3, max_length=3)
    answers: AnswersPart | None = None
    tries: int | None = Field(default=None, ge=2, le=9)


class DoPart(Part):
    """One real task, now."""

    id: StepName
    kind: Literal["do"]
    task: Markup
    evidence_question: Markup


class RecapPart(Part):
    """The card to keep."""

    id: StepName
    kind: Literal["recap"]
    title: Line
    text: Markup


StepPart = Annotated[CardPart | CheckPart | ExercisePart | DoPart | RecapPart, Field(discriminator="kind")]


class SourcePart(Part):
    """Where content comes from, and when somebody last looked."""

    title: Line
    url: Annotated[str, StringConstraints(pattern=_ADDRESS)] | None = None
    checked: Day
    valid_until: Day | None = None


class LessonFile(Part):
    """`<track>/<lesson>.yaml`."""

    id: LessonName
    version: int = Field(ge=1, le=VERSIONS)
    titles: Titles
    audience: list[Audience] = Field(min_length=1)
    level: int = Field(ge=1, le=3)
    minutes: int = Field(ge=1, le=10)
    objective: Line
    prerequisites: list[str] = Field(default_factory=list)
    valid_until: Day | None = None
    sources: list[SourcePart] = Field(min_length=1)
    steps: list[StepPart] = Field(min_length=2, max_length=20)


def _framework(value: str) -> str:
    if value not in FRAMEWORKS:
        raise PydanticCustomError("framework", "take one of {known}", {"known": ", ".join(FRAMEWORKS)})
    return value


class TrackFile(Part):
    """`<track>/track.yaml`."""

    id: LessonName
    titles: Titles
    intro: Markup
    position: int = Field(default=50, ge=1, le=99)
    goals: list[Goal] = Field(default_factory=list)
    frameworks: list[Annotated[str, AfterValidator(_framework)]] = Field(default_factory=list)
    lessons: list[str] = Field(min_length=1)


class FactPart(Part):
    """Something that ages, said in one place."""

    key: Name
    value: Line | None
    source: Line
    checked: Day
    owner: Line
    valid_until: Day | None = None
    by_place: dict[str, Line | None] = Field(default_factory=dict)


class FactsFile(Part):
    """`facts.yaml`."""

    facts: list[FactPart]


class HolidayPart(Part):
    """A day off, or several in a row; `basis` says by which right, `source` who announced it."""

    name: Line
    first: Day
    last: Day | None = None
    basis: Literal["law", "lunar", "announced", "expected"]
    source: Line | None = None


class YearPart(Part):
    """The holidays of a year, and when somebody last looked."""

    year: int = Field(ge=2000, le=2200)
    checked: Day
    owner: Line
    days: list[HolidayPart] = Field(min_length=1)


class HolidaysFile(Part):
    """`holidays.yaml`."""

    years: list[YearPart] = Field(min_length=1)


class TermPart(Part):
    """A word that not everybody knows; `also` are other forms of it, `means` the words that tell what it is."""

    term: Line
    also: list[Line] = Field(default_factory=list)
    means: list[Line] = Field(min_length=1)


class GlossaryFile(Part):
    """`glossary.yaml`."""

    terms: list[TermPart] = Field(min_length=1)
