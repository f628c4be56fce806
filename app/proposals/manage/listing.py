"""The organisers' list of proposals: found, sorted, taken away as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import Response, request

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel.pages import page
from app.kernel.plain_text import clean_line
from app.kernel.tables import table_file
from app.proposals import queries, rules
from app.proposals.enums import Decision, ProposalState, Sorting
from app.proposals.manage.blueprint import blueprint
from app.proposals.manage.names import (
    COLOURS,
    DECISIONS,
    LANGUAGES,
    LEVELS,
    SORTINGS,
    STATES,
)
from app.proposals.rules import Line, Sought

A_PAGE = 50
LONGEST_WORDS = 200
WANTED = 3  # reviews each, as long as nobody has said otherwise
COLUMNS = (
    "Title", "Offered by", "Region", "Lead", "Lead’s email", "Presenters", "Type", "Minutes", "Track",
    "Tags", "Level", "Language", "State", "Decision held back", "Reviews", "Mean", "Spread",
)  # fmt: skip


@blueprint.get("/<event>/manage/proposals")
@requires(Role.ORGANISER)
def proposals(event: Event) -> Response:
    """Fifty at a time. The questions asked are as many for one proposal as for five hundred."""
    lines = queries.lines(event.id)
    wanted = _wanted(event)
    sought = _sought()
    fitting = rules.chosen(lines, sought, wanted=wanted)
    pages = max(1, -(-len(fitting) // A_PAGE))
    number = min(max(_number(request.args.get("page", "1")), 1), pages)
    return page(
        "proposals/manage/proposals.html",
        event=event,
        sought=sought,
        rows=fitting[(number - 1) * A_PAGE : number * A_PAGE],
        total=len(fitting),
        number=number,
        pages=pages,
        wanted=wanted,
        counts=queries.counts(event.id),
        choices=_choices(lines),
        asked=_asked(sought),
        has_more=bool(_asked(sought).keys() - {"q", "state", "sort"}),
        states=STATES,
        colours=COLOURS,
        decisions=DECISIONS,
        sortings=SORTINGS,
    )


@blueprint.get("/<event>/manage/proposals.csv")
@requires(Role.ORGANISER)
def proposals_table(event: Event) -> Response:
    """All that fit, as a file for a spreadsheet."""
    fitting = rules.chosen(queries.lines(event.id), _sought(), wanted=_wanted(event))
    return table_file(f"{event.slug}-proposals.csv", COLUMNS, map(_cells, fitting))


def _wanted(event: Event) -> int:
    call = queries.call_of(event.id)
    return call.reviews_each if call else WANTED


def _sought() -> Sought:
    """What the address asks for; anything it does not know counts as not asked."""
    args = request.args
    sorting = args.get("sort", "")
    return Sought(
        words=clean_line(args.get("q", ""))[:LONGEST_WORDS],
        state=_one_of(args.get("state", ""), STATES),
        decision=_one_of(args.get("decision", ""), (*Decision, rules.HELD, rules.UNDECIDED)),
        type=args.get("type", ""),
        track=args.get("track", ""),
        tag=args.get("tag", ""),
        service=args.get("service", ""),
        region=args.get("region", ""),
        is_short=args.get("few", "") == "1",
        sorting=Sorting(_one_of(sorting, Sorting) or Sorting.TITLE),
    )


def _one_of(typed: str, known: Iterable[str]) -> str:
    return typed if typed in set(known) else ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _choices(lines: Sequence[Line]) -> dict[str, list[tuple[str, str]]]:
    """What can be looked for, as far as it occurs, each by name."""
    tags = {pair for line in lines for pair in zip(line.tags, line.tag_names, strict=True)}
    return {
        "type": _by_name((line.type, line.type_name) for line in lines),
        "track": _by_name((line.track, line.track_name) for line in lines),
        "tag": _by_name(tags),
        "service": _by_name((line.service, line.owner) for line in lines),
        "region": _by_name((line.region, line.region) for line in lines),
    }


def _by_name(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(
        {pair for pair in pairs if pair[0]}, key=lambda pair: (rules.plain(pair[1]), pair)
    )


def _asked(sought: Sought) -> dict[str, str]:
    """What the address asks for, as it stands in the addresses of other pages and of the table."""
    asked = {
        "q": sought.words,
        "state": sought.state,
        "decision": sought.decision,
        "type": sought.type,
        "track": sought.track,
        "tag": sought.tag,
        "service": sought.service,
        "region": sought.region,
        "few": "1" if sought.is_short else "",
        "sort": "" if sought.sorting == Sorting.TITLE else sought.sorting.value,
    }
    return {name: value for name, value in asked.items() if value}


def _cells(line: Line) -> tuple[str, ...]:
    lead = line.people[0] if line.people else ("", "")
    summary = line.summary
    return (
        line.title,
        line.owner,
        line.region,
        *lead,
        "; ".join(name for name, _ in line.people),
        line.type_name,
        str(line.minutes or ""),
        line.track_name,
        "; ".join(line.tag_names),
        str(LEVELS[line.level]),
        str(LANGUAGES.get(line.language, line.language)),
        str(STATES[ProposalState(line.state)]),
        str(DECISIONS[line.decision]) if line.decision else "",
        str(summary.reviews),
        "" if summary.mean is None else f"{summary.mean:.2f}",
        "" if summary.spread is None else f"{summary.spread:.2f}",
    )
