"""Broadcasts as the JSON that scripts read."""

from collections.abc import Mapping

from bot.model.broadcast import Broadcast, Progressing
from bot.model.delivery import DeliveryState
from bot.model.text import plain
from bot.service.dispatch import Commune, Plan, Report


def as_broadcast(found: Broadcast) -> dict[str, object]:
    """The broadcast itself; times are ISO, in UTC."""
    letter, audience = found.letter, found.audience
    moments = {"starts": found.starts_at, "started": found.started_at, "ended": found.ended_at}
    return {
        "id": found.id,
        "title": found.title,
        "state": found.state.value,
        "pause": found.pause.value if found.pause is not None else None,
        "made_by": found.made_by,
        "confirmed_by": found.confirmed_by,
        "made_at": found.made_at.isoformat(),
        **{f"{name}_at": moment.isoformat() if moment is not None else None for name, moment in moments.items()},
        "valid_until": found.valid_until.isoformat(),
        "letter": {
            "text": plain(letter.text),
            "lesson": letter.lesson,
            "next": letter.leads_on,
            "answers": list(letter.answers),
            "link": {"label": letter.link.label, "url": letter.link.url} if letter.link is not None else None,
        },
        "audience": {
            "place": audience.place,
            "class": audience.classroom,
            "track": audience.track,
            "done": audience.done,
            "not_done": audience.not_done,
            "inactive_days": audience.inactive_days or None,
            "channel": audience.channel,
            "role": audience.role.value if audience.role is not None else None,
        },
    }


def as_view(view: Progressing) -> dict[str, object]:
    """A broadcast with how many recipients stand where."""
    return {
        **as_broadcast(view.broadcast),
        "recipients": view.tally.of(),
        "counts": {state.value: view.tally.of(state) for state in DeliveryState},
        "by_account": [
            {"channel": channel, "account": account, "counts": {state.value: count for state, count in by.items()}}
            for (channel, account), by in sorted(view.tally.counts.items())
        ],
        "waits_for_visit": view.waits_for_visit,
        "ends_at": view.ends_at.isoformat() if view.ends_at is not None else None,
    }


def as_plan(plan: Plan) -> dict[str, object]:
    """A broadcast with whom it reaches."""
    reach = plan.reach
    return {
        **as_broadcast(plan.broadcast),
        "reach": {
            "recipients": reach.recipients,
            "reached": reach.reached,
            "by_account": [
                {"channel": channel, "account": account, "people": people}
                for (channel, account), people in sorted(reach.by_account.items())
            ],
            "by_commune": [
                {**_place(at), "people": people} for at, people in sorted(plan.by_commune.items(), key=_in_order)
            ],
            "opted_out": reach.opted_out,
            "gone": reach.gone,
            "pushed": reach.pushed,
            "ends_at": reach.ends_at.isoformat() if reach.ends_at is not None else None,
        },
    }


def as_report(report: Report) -> dict[str, object]:
    """A broadcast with what became of it, by commune."""
    return {
        **as_view(report.view),
        "by_commune": [
            {
                **_place(at),
                "outcomes": [
                    {"state": each.state.value, "why": each.why.value if each.why else None, "people": each.people}
                    for each in outcomes
                ],
            }
            for at, outcomes in sorted(report.by_commune.items(), key=_in_order)
        ],
        "answers": [
            {"answer": answer, "people": report.view.answers.get(number, 0)}
            for number, answer in enumerate(report.view.broadcast.letter.answers)
        ],
    }


def _place(at: Commune) -> Mapping[str, str | None]:
    code, name = at
    return {"code": code or None, "name": name or None}


def _in_order(pair: tuple[Commune, object]) -> tuple[bool, Commune]:
    """Whoever told no place comes last."""
    return not pair[0][0], pair[0]
