"""Reads what a language model answered, and takes nothing that is not of the form asked for."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.graders.prompt import EVIDENCE_CHARACTERS, FEEDBACK_CHARACTERS
from bot.model.attempt import LEVELS, Criterion
from bot.model.errors import GraderMisread
from bot.model.opinion import Opinion, Proposal, Submission

_LONGEST_FEEDBACK = 3 * FEEDBACK_CHARACTERS
"""More is no feedback; what is somewhat too long is shortened where it is shown."""


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Level(_Form):
    criterion: Criterion
    level: Annotated[int, Field(strict=True, ge=min(LEVELS), le=max(LEVELS))]
    evidence: Annotated[str, Field(max_length=EVIDENCE_CHARACTERS)]


class _Answer(_Form):
    levels: Annotated[tuple[_Level, ...], Field(max_length=len(Criterion))]
    feedback: Annotated[str, Field(max_length=_LONGEST_FEEDBACK)]


class _Said(BaseModel):
    content: Annotated[str, Field(min_length=1)]


class _Offer(BaseModel):
    message: _Said


class _Completion(BaseModel):
    choices: Annotated[tuple[_Offer, ...], Field(min_length=1)]


def read(body: bytes, submission: Submission) -> Opinion:
    """The opinion in the body of a chat completion.

    Some endpoints take the wish for JSON and do not enforce it: what stands around the object is left out.

    Raises:
        GraderMisread: it is no completion, or its content is not of the form; nothing of it counts then.
    """
    try:
        content = _Completion.model_validate_json(body).choices[0].message.content
        answer = _Answer.model_validate_json(content[content.find("{") : content.rfind("}") + 1])
    except ValidationError as error:
        # The library's own text quotes the input, which is somebody's words.
        where = ".".join(str(part) for part in error.errors(include_input=False, include_url=False)[0]["loc"])
        raise GraderMisread(f"The answer is not of the form asked for ({where or 'no JSON object'}).") from None
    named = [level.criterion for level in answer.levels]
    if len(set(named)) < len(named) or not set(named) <= set(submission.criteria):
        raise GraderMisread("The answer names a criterion twice, or one that was not asked about.")
    proposals = tuple(Proposal(each.criterion, each.level, each.evidence) for each in answer.levels)
    return Opinion(proposals, answer.feedback)
