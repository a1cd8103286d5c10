"""A visitor who presses every button of every page leaves nothing in the server's log: no warning and no error."""

import pytest

from pages.parts.contents import addresses
from served import served
from visitor import Session


@pytest.fixture(scope="module")
def logging_server(tmp_path_factory):
    """(address, file of its log, what it said as it started)"""
    log = tmp_path_factory.mktemp("server") / "log"
    with served(log) as base, Session.connect(base, ""):
        yield base, log, log.read_text(encoding="utf-8")


@pytest.mark.parametrize("address", addresses()[1:])
def test_no_button_makes_the_server_warn(logging_server, address):
    base, log, started = logging_server
    with Session.connect(base, address) as visitor:
        buttons = [key for key, widget in visitor.widgets.items() if widget.kind == "button"]
        for key in buttons:
            if key in visitor.widgets:  # it may have gone with what another button did
                visitor.rerun({key: True})
        visitor.rerun()
    assert buttons
    assert log.read_text(encoding="utf-8").removeprefix(started) == ""
