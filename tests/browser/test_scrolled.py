"""Numbers that Streamlit writes itself, at its sliders and in its long tables, as a real browser shows them."""

RUN = "Gradient_Descent?main_ideas_steps=1200&main_ideas_learning_rate=0.3&main_ideas_every_step=true"


def said(opened):
    """What stands at the sliders of a page: the value, the two ends, and what is read aloud."""
    return opened.page.evaluate("""() => [...document.querySelectorAll('[data-testid=stSlider]')].map((slider) => [
        ...[...slider.querySelectorAll('p')].slice(1).map((each) => each.textContent),
        slider.querySelector('input').getAttribute('aria-valuetext')])""")


def test_a_slider_spells_its_number_as_the_page_does_while_it_moves(page):
    opened = page("Any_Loss_and_Activation?any_loss_x=-6")
    assert said(opened)[0] == ["−6", "−12", "12", "−6"]
    opened.page.get_by_role("slider").first.press("ArrowLeft")
    opened.settle()
    assert said(opened)[0] == ["−6.5", "−12", "12", "−6.5"]
    assert "any_loss_x=-6.5" in opened.page.url  # as every link was written before


def test_a_long_table_sorts_by_the_number(page):
    opened = page(f"{RUN}&main_ideas_step=1100", height=4000)
    grid = opened.page.get_by_test_id("stDataFrame")
    grid.scroll_into_view_if_needed()
    canvas = grid.locator("canvas").first.bounding_box()
    first = grid.locator("td[aria-colindex='2']").first
    opened.page.mouse.click(canvas["x"] + 80, canvas["y"] + 15)  # the head SSR: from 20.42 at step 0 to 6.281×10⁻⁵
    opened.page.wait_for_function(
        "cell => Number(cell.textContent) < 1e-4", arg=first.element_handle()
    )  # before 0.0001
    assert opened.console_errors == []
