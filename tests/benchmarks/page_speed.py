"""How long a page takes to answer and how much it sends, measured over the websocket without a browser."""

import contextlib
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.sync.client import connect

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
from pages.parts.contents import addresses
from served import served, started
from visitor import Session

RERUNS = 20
OPENED_LIMIT = 2.0  # reruns that opening a session may cost
DEFAULT_SETTINGS = ("--runner.postScriptGC", "true")  # a full garbage collection after every run
PAUSE = 0.06  # seconds; closer together, the reruns of one session wait for each other's TCP acknowledgements


@dataclass(frozen=True)
class Scenario:
    """A page as its link opens it, and what then repeats: a whole rerun, or moving the widget `key` to 1, 2, 3, …"""

    path_and_query: str
    key: str | None = None


# The pages with a descent, and what the keys of their widgets begin with.
DESCENTS = {
    "Gradient_Descent_Step_by_Step": "step_by_step",
    "Gradient_Descent": "main_ideas",
    "Three_Parameters": "three_parameters",
    "All_Parameters": "all_parameters",
    "Cross_Entropy_Backpropagation": "part_7",
}

TERM_OF_SSR = "(observed - (softplus(dosage*w1 + b1)*w3 + softplus(dosage*w2 + b2)*w4 + b3))**2"
LARGE_GRAPH = "+".join(f"tanh(x{i % 4}*w)" for i in range(32))  # 100 nodes
LARGE = "&".join(f"any_nodes{layer}=32" for layer in range(1, 5))
TRAINING = f"Any_Network?any_data=spiral&any_points=400&any_layers=4&any_steps=20000&{LARGE}"

SCENARIOS = [
    *(Scenario(address) for address in addresses()),
    *(
        Scenario(f"{address}?{prefix}_steps={steps}&{prefix}_step=0")  # in the part of the walk, where there are parts
        for address, prefix in DESCENTS.items()
        for steps in (1000, 10_000)
    ),
    *(
        Scenario(f"Learning_Rates?rates_of=All+seven&rates_seven_count=200&rates_seven_steps=1000{starts}")
        for starts in ("", "&rates_part=Many+starts&rates_seven_starts_count=500&rates_seven_starts_steps=1000")
    ),
    Scenario(f"Any_Network?any_layers=4&any_points=400&any_steps=100&{LARGE}"),
    *(Scenario(f"Any_Network?any_data=iris&any_steps=500&any_part={part}") for part in ("Train", "Convergence")),
    *(
        Scenario(f"Several_Inputs_and_Outputs?pt_4_part={part}")
        for part in ("Bent+surfaces", "All+150+flowers&guess_first=false")
    ),
    *(Scenario(f"ReLU_in_Action?pt_3_part={part}") for part in ("On+the+bend", "Find+the+last+bias")),
    *(Scenario(f"ArgMax_and_SoftMax?softmax_part={part}") for part in ("The+whole+table", "Another+start")),
    *(Scenario(f"Cross_Entropy_Backpropagation?part_7_part={part}") for part in ("b3%2C+b4%2C+b5", "All+fifteen")),
    Scenario("Loss_Surface?surface_all_parameters_others=as+at+the+start"),
    *(Scenario(f"Any_Graph?{urlencode({'any_graph_expression': text})}") for text in (TERM_OF_SSR, LARGE_GRAPH)),
    Scenario(f"Practice?practice_kind=dw1&practice_level=3&practice_cells={'~'.join(['41.2'] * 16)}"),  # all judged
    Scenario("Any_Loss_and_Activation?any_loss_part=Why+Cross+Entropy?", "any_loss_x"),
]


# The same pages as one would write them at first: each chart built anew at each rerun and drawn by st.altair_chart.
PLAIN = """
import importlib, pkgutil, sys
import altair as alt, streamlit as st
from pages import parts
modules = [importlib.import_module(found.name) for found in pkgutil.walk_packages(parts.__path__, "pages.parts.")]
for module in modules:
    for name, built in list(vars(module).items()):
        if hasattr(built, "__wrapped__") and name.endswith("_spec"):
            setattr(module, name, built.__wrapped__.__wrapped__)
charts = next(each for each in modules if getattr(getattr(each, "follows", None), "__module__", "") == each.__name__)
charts_show = charts.show
charts.follows = lambda spec, *walk: spec  # drawn where it stands: without the walk
alt.TopLevelMixin.__or__ = lambda chart, more: chart.properties(**more)  # as of a constant chart, which is a dict
def show(chart, table, key, alt_text, x=None, y=None, value=None, **options):
    chart.data = table.to_pandas()
    pairs = [(axis, end) for axis, end in (("x", x), ("y", y), ("value", value)) if end]
    ends = [(f"{axis}_{side}", end[i]) for axis, end in pairs for i, side in enumerate(("min", "max"))]
    own = [] if chart.params is alt.Undefined else chart.params  # what can be clicked
    axes = [alt.VariableParameter(name=name, value=float(value)) for name, value in ends]
    chart.params = [*own, *axes] or alt.Undefined
    st.altair_chart(chart, key=key, alt=alt_text, **options)
for module in modules:
    if getattr(module, "show", None) is charts_show:
        module.show = show
from streamlit.web.cli import main
sys.argv = ["streamlit", *sys.argv[1:]]
main()
"""


def measured(sessions, key):
    """For each session the (seconds, bytes) of every rerun; the sessions take turns, so that noise meets them alike."""
    runs = [[] for _ in sessions]
    for i in range(RERUNS):
        for session, of_it in zip(sessions, runs, strict=True):
            time.sleep(PAUSE)
            of_it.append(session.rerun({key: i + 1} if key else None))
    return runs


def beside_training(base):
    """(seconds of each rerun alone, the same while another visitor trains the largest network without a pause)."""
    with Session.connect(base, "Gradient_Descent?main_ideas_steps=1000") as visitor:
        (alone,) = measured([visitor], None)
        address = base.replace("http", "ws", 1) + "/_stcore/stream"
        with connect(address, subprotocols=["streamlit"], max_size=None, proxy=None) as other:
            message, (page, _, query) = BackMsg(), TRAINING.partition("?")
            message.rerun_script.query_string, message.rerun_script.page_name = query, page
            other.send(message.SerializeToString())
            reader = threading.Thread(target=lambda: [None for _ in other], daemon=True)
            reader.start()
            time.sleep(2)
            (beside,) = measured([visitor], None)
        return [seconds for seconds, _ in alone], [seconds for seconds, _ in beside]


def cpu_seconds(process_id):
    """The CPU time that a process has taken: Linux keeps a clock for each, to the nanosecond."""
    return time.clock_gettime((~process_id << 3) | 2)


def cpu_of_each(process_id, what, times):
    """CPU seconds of the server for each what(), which is what it does once."""
    time.sleep(PAUSE)
    before = cpu_seconds(process_id)
    for _ in range(times):
        what()
        time.sleep(PAUSE)
    return (cpu_seconds(process_id) - before) / times


def openings(times=RERUNS):
    """For each page (address, CPU seconds of an opened session, of a rerun), one after the other on one server."""

    def visit():
        with Session.connect(base, address):
            pass

    with tempfile.TemporaryDirectory() as folder, started(Path(folder, "log")) as (base, process_id):
        for address in addresses():
            visit()  # the first visitor pays for the imports, and for each chart's specification
            opened = cpu_of_each(process_id, visit, times)
            with Session.connect(base, address) as session:
                yield address, opened, cpu_of_each(process_id, session.rerun, times)


def crowd(visitors, within):
    """Seconds that each of so many visitors waits for the page Gradient Descent, arriving evenly within so many."""
    waits = []

    def visit(after):
        time.sleep(after)
        began = time.perf_counter()
        with Session.connect(base, "Gradient_Descent"):
            waits.append(time.perf_counter() - began)

    with tempfile.TemporaryDirectory() as folder, served(Path(folder, "log")) as base:
        visit(0.0)
        waits.clear()
        threads = [threading.Thread(target=visit, args=(i * within / visitors,)) for i in range(visitors)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return waits


def gate():
    """What a visit costs before it begins: at most OPENED_LIMIT reruns, on every page; returns the pages above that."""
    print("| Page | An opened session, CPU | A rerun, CPU | Ratio |\n|---|---:|---:|---:|")
    above = []
    for address, opened, rerun in openings():
        print(
            f"| {address or 'Home'} | {opened * 1e3:.0f} ms | {rerun * 1e3:.0f} ms | {opened / rerun:.2f}× |",
            flush=True,
        )
        if opened > OPENED_LIMIT * rerun:
            above.append(address or "Home")
    waits = crowd(200, 20)
    print(
        f"\n{len(waits)} of 200 visitors within 20 s were served; half of them waited {statistics.median(waits):.1f} s."
    )
    return above


def main():
    """One Markdown table: each scenario as the app is, beside the same page drawn plainly.

    An argument chooses the scenarios in whose address it stands: "_steps=" all the long descents. The argument
    "opened" measures what an opened session costs beside a rerun, and fails where that is above the limit.
    """
    if sys.argv[1:] == ["opened"]:
        above = gate()
        sys.exit(f"An opened session costs more than {OPENED_LIMIT} reruns: {', '.join(above)}" if above else 0)
    print("| Page | What happens | Median (fastest) | Sent | Sent on arrival | Drawn plainly | Ratio |")
    print("|---|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as open_:
        plain = served(Path(folder, "plain.log"), *DEFAULT_SETTINGS, streamlit=("-c", PLAIN))
        bases = [open_.enter_context(each) for each in (served(Path(folder, "ours.log")), plain)]
        for base in bases:
            with Session.connect(base, ""):
                pass  # the first visitor pays for the imports
        for scenario in SCENARIOS:
            address = scenario.path_and_query
            if sys.argv[1:] and not any(name in address for name in sys.argv[1:]):
                continue
            with Session.connect(bases[0], address) as ours, Session.connect(bases[1], address) as plain:
                runs = measured((ours, plain), scenario.key)
            (seconds, sizes), (plainly, _) = (zip(*of_it, strict=True) for of_it in runs)
            middle, slow = statistics.median(seconds), statistics.median(plainly)
            what = f"`{scenario.key}` moves" if scenario.key else "whole rerun"
            print(
                f"| {address or 'Home'} | {what} | {middle * 1e3:.1f} ms ({min(seconds) * 1e3:.1f}) "
                f"| {statistics.median(sizes) / 1e3:.1f} kB | {ours.arrival[1] / 1e3:.1f} kB | {slow * 1e3:.0f} ms "
                f"| {slow / middle:.1f}× |"
            )
        if not sys.argv[1:] or "training" in sys.argv[1:]:
            alone, beside = beside_training(bases[0])
            print(
                f"\nGradient Descent, whole rerun, while another visitor trains 2-32-32-32-32-1 on 400 observations: "
                f"{statistics.median(beside) * 1e3:.0f} ms, at most {max(beside) * 1e3:.0f} ms; "
                f"alone {statistics.median(alone) * 1e3:.0f} ms, at most {max(alone) * 1e3:.0f} ms."
            )


if __name__ == "__main__":
    main()
