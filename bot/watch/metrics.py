"""What is counted and measured for those who watch the program; labels name kinds of things, never anybody."""

from collections.abc import Callable, Collection, Iterable, Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

REQUEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Around what is promised: nineteen answers in twenty within 0.15 seconds."""
COMMIT_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
DELIVERY_SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0, 600.0, 3_600.0, 14_400.0)
"""A reply is there in a moment; a mailing to a whole province takes hours at a platform's pace."""
BATCH_EVENTS = (1, 2, 5, 10, 20, 50, 100)
METHODS = frozenset({"GET", "HEAD", "POST"})
"""The methods that have a label of their own: a stranger may send any word as one."""


class Metrics:
    """All of them, in a registry of their own.

    Args:
        registry: where they are written down; a fresh one for each program that runs.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry
        # A line more for each, which Prometheus does not read in this format.
        disable_created_metrics()  # type: ignore[no-untyped-call] # the library forgot its annotation
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=registry)
        self._requests = Counter(
            "banhoc_http_requests_total",
            "Answers given, by the pattern of the route.",
            ("route", "method", "status"),
            registry=registry,
        )
        self._seconds = Histogram(
            "banhoc_http_request_seconds",
            "How long an answer took; streams are left out.",
            ("route",),
            buckets=REQUEST_SECONDS,
            registry=registry,
        )
        self._events = Counter("banhoc_inbox_events_total", "Events handled, by kind.", ("kind",), registry=registry)
        self._batches = Histogram(
            "banhoc_inbox_batch_events",
            "Events that one transaction handled.",
            buckets=BATCH_EVENTS,
            registry=registry,
        )
        self._commits = Histogram(
            "banhoc_inbox_commit_seconds",
            "How long a batch took from its beginning to its commit.",
            buckets=COMMIT_SECONDS,
            registry=registry,
        )
        self._parked = Counter("banhoc_inbox_parked_total", "Events set aside: a fault of ours.", registry=registry)
        self._put_off = Counter(
            "banhoc_inbox_put_off_total",
            "Events that could not be committed, of which their bringers were told.",
            registry=registry,
        )
        self._owed = Gauge(
            "banhoc_outbox_messages", "Messages that are still owed, by state.", ("state",), registry=registry
        )
        self._deliveries = Counter(
            "banhoc_deliveries_total",
            "Calls to a platform, by what became of the message.",
            ("lane", "state"),
            registry=registry,
        )
        self._delivery_seconds = Histogram(
            "banhoc_delivery_seconds",
            "How long after it was written down a message was sent.",
            ("lane",),
            buckets=DELIVERY_SECONDS,
            registry=registry,
        )
        self._judged = Counter(
            "banhoc_grades_total",
            "Requests to the language model, by what became of them.",
            ("outcome",),
            registry=registry,
        )
        self._rates = Gauge(
            "banhoc_sending_rate",
            "Messages that may be sent in a second now; 0 where another process sends, or a platform wants a pause.",
            ("channel", "account"),
            registry=registry,
        )
        self._streams = Gauge("banhoc_streams_open", "Open streams.", registry=registry)

    def answered(self, route: str, method: str, status: int, seconds: float | None) -> None:
        """A request was answered; `seconds` is None where it was a stream."""
        known = method if method in METHODS else "other"
        self._requests.labels(route, known, f"{status // 100}xx").inc()
        if seconds is not None:
            self._seconds.labels(route).observe(seconds)

    def committed(self, kinds: Mapping[str, int], seconds: float, parked: int) -> None:
        """A batch was committed: so many events a kind, `parked` of which had to be set aside."""
        for kind, count in kinds.items():
            self._events.labels(kind).inc(count)
        self._batches.observe(sum(kinds.values()))
        self._commits.observe(seconds)
        self._parked.inc(parked)

    def put_off(self, events: int) -> None:
        """A batch could not be committed."""
        self._put_off.inc(events)

    def owed(self, messages: Mapping[str, int] | None) -> None:
        """So many messages are owed, by state; None where nobody could count them, and then nothing is said of it."""
        self._owed.clear()
        for state, count in (messages or {}).items():
            self._owed.labels(state).set(count)

    def delivered(self, lane: str, state: str, seconds: float) -> None:
        """A message of a lane is in that state after a call, so long after it was written down."""
        self._deliveries.labels(lane, state).inc()
        if state == "sent":
            self._delivery_seconds.labels(lane).observe(max(0.0, seconds))

    def judged(self, outcome: str) -> None:
        """A request to another judge was answered, or why it was not."""
        self._judged.labels(outcome).inc()

    def watch_sender(self, channel: str, account: str, rate: Callable[[], float]) -> None:
        """Tells, whenever somebody looks, how many messages a second an account may send."""
        self._rates.labels(channel, account).set_function(rate)

    def watch_streams(self, count: Callable[[], int]) -> None:
        """Tells, whenever somebody looks, how many streams are open."""
        self._streams.set_function(count)

    def watch_bank(self, version: Callable[[], str], lessons: Callable[[], Collection[object]]) -> None:
        """Tells, whenever somebody looks, which bank is in use and how many lessons it has."""
        self._registry.register(_Bank(version, lessons))

    def page(self) -> bytes:
        """Everything, in the text format 0.0.4."""
        return generate_latest(self._registry)


class _Bank(Collector):
    def __init__(self, version: Callable[[], str], lessons: Callable[[], Collection[object]]) -> None:
        self._version = version
        self._lessons = lessons

    def collect(self) -> Iterable[GaugeMetricFamily | InfoMetricFamily]:
        """What is said of the bank at this moment."""
        yield GaugeMetricFamily("banhoc_lessons", "Lessons loaded.", value=len(self._lessons()))
        yield InfoMetricFamily("banhoc_bank", "The bank in use.", value={"content": self._version()})
