"""The step player whatever else happens: the server goes, the page is left, colours change, a request is lost."""

from backprop.written.numerals import number
from players import TRACE, alt, click, step
from served import started


def test_what_else_is_set_leaves_the_walk_where_it_is(page):
    opened = page("Gradient_Descent")
    click(opened, "Next", 4)
    opened.page.get_by_text("Logarithmic axes").click()
    opened.settle()
    assert (step(opened), opened.page.url.count("main_ideas_step=4")) == (4, 1)
    opened.type_number("b3", "1")
    opened.settle()
    assert (step(opened), opened.page.url.count("main_ideas_step=4")) == (4, 1)
    opened.page.get_by_role("button", name="As in the video").click()
    opened.settle()
    assert (step(opened), opened.page.url.count("main_ideas_step=4")) == (4, 1)
    opened.page.reload()
    opened.settle()
    assert step(opened) == 4
    assert number(TRACE.of("b3")[4]) in alt(opened)


def test_with_the_server_gone_the_walk_goes_on(browser, tmp_path, page):
    with started(tmp_path / "log") as (base, _):
        opened = page("Gradient_Descent", base=base)
    for there in range(1, 6):
        click(opened, "Next")
        opened.page.wait_for_timeout(100)
        assert step(opened) == there
    opened.page.wait_for_timeout(500)
    assert number(TRACE.ssr[5]) in alt(opened)
    opened.page.locator(".player-note").get_by_text("The server does not answer.").wait_for()
    assert opened.page.get_by_role("dialog").count() == 0, "Streamlit's own would lie over the walk"
    click(opened, "Next")
    assert step(opened) == 6
    opened.page.keyboard.press("ArrowRight")
    assert step(opened) == 7


def test_playing_ends_with_the_page(page):
    opened = page("Gradient_Descent?main_ideas_steps=200")
    click(opened, "Play")
    opened.page.wait_for_timeout(300)
    opened.page.locator('[data-testid="stSidebarNavLink"][href$="/Three_Parameters"]').click()
    opened.page.wait_for_url("**/Three_Parameters*")
    opened.settle()
    opened.page.wait_for_timeout(1500)
    assert "step" not in opened.page.url
    assert step(opened) == 0
    assert opened.console_errors == []


def test_other_colours_do_not_stop_what_plays(page):
    opened = page("Gradient_Descent?main_ideas_steps=200")
    opened.page.get_by_label("Speed").select_option("0.25")
    click(opened, "Play")
    opened.look(dark=True)
    opened.page.wait_for_timeout(1500)
    there = step(opened)
    opened.page.wait_for_function("(there) => +document.querySelector('[data-part=typed]').value > there", arg=there)
    assert opened.page.get_by_role("button", name="Pause").count() == 1


def test_a_part_that_was_asked_for_in_vain_is_asked_for_again(page):
    """Of requests in quick turn Streamlit may lose one."""
    opened = page("Loss_Surface?surface_part=A+local+minimum%3F", height=3000)
    opened.page.evaluate("""() => {
        const part = window.stepFollowers.surface.surface_minimum_part, ask = part.ask;
        part.ask = () => { part.ask = ask; };
    }""")
    click(opened, "Next", 2)
    opened.page.locator("[data-waits]").first.wait_for(state="attached")
    opened.page.wait_for_function("() => !document.querySelector('[data-waits]')", timeout=30_000)
    assert "at step 2" in opened.page.locator(".st-key-local_minimum").inner_text()


def test_another_run_is_drawn_in_pictures_of_its_own(page):
    """What the browser still has of the run before is no mark of this one: as one it would lie far outside the picture,
    which Vega then shrinks, and clips at nothing."""
    plots = """() => [...document.querySelectorAll('[data-testid="stVegaLiteChart"] svg')].slice(1, 3).map((svg) => [
        svg.querySelector('.root .background').getAttribute('d'),
        ...[...svg.querySelectorAll('clipPath rect')].map((rect) => `${rect.getAttribute('width')} wide`)])"""
    opened = page("Gradient_Descent", height=2600)
    before = opened.page.evaluate(plots)
    assert min(map(len, before)) >= 4  # the plot, and the clips of what moves in it
    opened.page.locator("[class*=_question_] button").filter(has_text="Learning Rate 0.4").click()
    opened.settle()
    click(opened, "Next", 3)
    opened.page.wait_for_timeout(500)
    opened.page.get_by_role("button", name="As in the video").click()
    opened.settle()
    opened.page.wait_for_timeout(500)
    assert opened.page.evaluate(plots) == before
