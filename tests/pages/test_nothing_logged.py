"""A visitor who presses every button of every page leaves nothing in the server's log: no warning and no error."""

from page_speed import Session, addresses, served


def test_no_button_makes_the_server_warn(tmp_path):
    log, pressed = tmp_path / "log", 0
    with served(log) as base:
        with Session.connect(base, ""):
            started = log.read_text(encoding="utf-8")  # what it says of where it can be reached
        for address in addresses():
            with Session.connect(base, address) as visitor:
                for key in [key for key, widget in visitor.widgets.items() if widget.kind == "button"]:
                    if key in visitor.widgets:  # it may have gone with what another button did
                        visitor.rerun({key: True})
                        pressed += 1
                visitor.rerun()
            said = log.read_text(encoding="utf-8").removeprefix(started)
            assert not said, f"{address or 'Home'} makes the server say: {said}"
    assert pressed > 100
