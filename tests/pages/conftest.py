"""Pages run by Streamlit's AppTest: the whole app, no browser, opened cold at an address as from a share link."""

import functools
import re

import pyarrow
import pytest
from filled import said_on
from films import on
from screen import ROOT
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from pages.parts import contents
from pages.parts.charts import layered

layered.CHECKED = True  # every chart that a test sees is held against Vega-Lite's schema
# Each AppTest looks through all installed packages for components: a fifth of all the time of these tests.
manifest_scanner.scan_component_manifests = functools.cache(manifest_scanner.scan_component_manifests)

# The pages on which a learner is asked before the next step is told.
ASKING = tuple(
    page.file
    for page in contents.PAGES
    if re.search("descent_walk|guess_first", (ROOT / "pages" / page.file).read_text("utf-8"))
)
KINDS = ("markdown", "caption", "code", "title", "header", "subheader")


def opened(file, guess=False, **query):
    """The app, run once at a page's address, on a server that has shown no page before.

    guess  whether the learner is asked first, as on a first visit
    """
    if not guess and file in ASKING:
        query = {"guess_first": "false"} | query
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.switch_page(f"pages/{file}")
    at.query_params.update(query)
    at.run()
    assert not at.exception, [exception.message for exception in at.exception]
    return at


def data_of_charts(at):
    """Each chart's table "marks", in the order of the page; one that walks as it is at the address's step."""
    tables, films = [], on(at)
    for chart in at.get("vega_lite_chart"):
        (dataset,) = chart.proto.datasets
        table = pyarrow.ipc.open_stream(dataset.data.data).read_pandas()
        walks = re.search("data-walk-input='([0-9]+)'", chart.proto.spec)
        if walks:
            (film,) = films  # a page has one walk
            table = film.marks(film.head["pictures"][int(walks[1])]["key"], table, film.step)
        tables.append(table)
    return tables


@pytest.fixture(scope="session")
def open_page():
    """A function that opens a page cold: open_page("6_The_Derivative.py", derivative_b3="1") -> AppTest."""
    return opened


@pytest.fixture(scope="session")
def chart_tables():
    """A function that gives what each chart of a page draws: chart_tables(at) -> DataFrames."""
    return data_of_charts


@pytest.fixture(scope="session")
def said():
    """A function that gives all that a page says in words, code, captions and tables, as one text: said(at) -> str."""

    def everything(at):
        texts = [element.value for kind in KINDS for element in at.get(kind)]
        walked = [film.text(film.step) for film in on(at)]
        return "\n".join([*texts, *walked, *said_on(at), *(table.value.to_csv() for table in at.table)])

    return everything
