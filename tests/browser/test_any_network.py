"""Any network, your data, in a real browser: a file is taken, an edit travels in the address, and training can stop."""

import re

import pytest

PAGE = "Any_Network"
LONG = "any_data=spiral&any_points=400&any_layers=4&any_nodes1=32&any_nodes2=32&any_nodes3=32&any_nodes4=32"


def said(opened):
    return opened.page.get_by_test_id("stMain").inner_text()


def upload(opened, name, content, then):
    """Choose a file, and wait for what the page says of it."""
    file = {"name": name, "mimeType": "text/csv", "buffer": content}
    opened.page.locator('input[type="file"]').set_input_files(file)
    opened.page.get_by_text(then).first.wait_for()
    opened.settle()


def stop(opened):
    """The page's own stop button: Streamlit has another one in its header."""
    return opened.page.get_by_test_id("stMainBlockContainer").get_by_role("button", name="Stop")


def test_a_file_becomes_the_data_and_a_refused_one_changes_nothing(page):
    opened = page(f"{PAGE}?any_data=your+own&any_steps=50")
    rows = "\n".join(f"Anna;{place};{place / 10:.1f};{place % 3}" for place in range(1, 31)).replace(".", ",")
    upload(opened, "mine.csv", f"\ufeffWho;Dose;Time;Effect\n{rows}\n".encode(), "Recognised")
    assert "30 rows of 4 columns: semicolons between the cells, a decimal comma, names in the first row" in said(opened)
    assert "30 observations" in said(opened)
    address = opened.page.url
    assert "any_rows=1_Dose%7ETime%7EEffect" in address or "any_rows=1_Dose~Time~Effect" in address
    upload(opened, "broken.csv", b"1,2\n3,4,5\n", "was not taken")
    assert "broken.csv was not taken. Row 2 has 3 cells where row 1 has 2" in said(opened)
    assert "30 observations" in said(opened)
    assert opened.page.url == address
    again = page(address.removeprefix(opened.base + "/"))
    assert "30 observations" in said(again)
    assert "Dose" in said(again)


def test_the_choice_of_columns_survives_a_rerun_and_another_page(page):
    opened = page(f"{PAGE}?any_data=your+own&any_steps=20")
    upload(opened, "mine.csv", b"a,b,c,d\n1,2,3,4\n2,3,4,6\n3,5,4,7\n", "Recognised")
    for label, names in (("Inputs", "bc"), ("Outputs", "bd")):
        group = opened.page.get_by_test_id("stButtonGroup").filter(has_text=label)
        for name in names:
            group.get_by_text(name, exact=True).click()
            opened.settle()
    assert "any_rows=1_a%7Eb_1%7E2" in opened.page.url or "any_rows=1_a~b_1~2" in opened.page.url
    opened.type_number("Steps", "21")
    opened.settle()
    assert "step 21" in said(opened)
    assert re.search(r"any_rows=1_a(~|%7E)b_", opened.page.url)
    opened.page.locator('[data-testid="stSidebarNavLink"][href$="/Summary"]').click()
    opened.settle()
    opened.page.locator(f'[data-testid="stSidebarNavLink"][href$="/{PAGE}"]').click()
    opened.settle()
    assert re.search(r"any_rows=1_a(~|%7E)b_", opened.page.url)


@pytest.mark.parametrize("way", ["Stop", "another number of steps"])
def test_a_long_training_shows_its_progress_and_can_be_left(page, way):
    opened = page(PAGE)
    opened.page.goto(f"{opened.base}/{PAGE}?{LONG}&any_steps=20000")
    stop(opened).wait_for()
    opened.page.get_by_role("progressbar").first.wait_for()
    if way == "Stop":
        stop(opened).click()
        opened.page.get_by_text("Stopped").wait_for()
        opened.settle()
        stopped = int(re.search(r"Stopped after step ([\d,]+)", said(opened))[1].replace(",", ""))
        assert 0 < stopped < 20_000
        opened.page.get_by_role("button", name="Go on").click()
        stop(opened).wait_for()
        first = int(re.search(r"Step ([\d,]+) of 20,000", said(opened))[1].replace(",", ""))
        assert first > stopped  # it goes on where it was left
        stop(opened).click()
        opened.settle()
    else:
        opened.type_number("Steps", "30")
        opened.page.get_by_text("The fit at step 30").wait_for()
        opened.settle()
    assert opened.console_errors == []


def test_an_edited_cell_travels_in_the_address_and_a_bad_one_waits(page):
    opened = page(f"{PAGE}?any_data=your+own&any_steps=20&any_part=Residuals+and+step")
    table = opened.page.get_by_test_id("stDataFrame").bounding_box()

    def edit(row, column, text, then):
        box = opened.page.locator("textarea.gdg-input")
        for _ in range(20):  # the table is painted on a canvas, and nothing tells when it begins to listen
            opened.page.mouse.click(table["x"] + 100 + 230 * column, table["y"] + 53 + 35 * row)
            opened.page.keyboard.press("Enter")
            opened.page.wait_for_timeout(300)
            if box.count():
                break
        box.fill(text)
        box.press("Enter")
        opened.page.wait_for_function(then)
        opened.settle()

    edit(1, 0, "0,25", "() => decodeURIComponent(location.search).includes('0.25~1')")
    address = opened.page.url
    edit(2, 1, "abc", "() => document.body.innerText.includes('is not a number')")
    assert "Row 3, Effectiveness: “abc” is not a number." in said(opened)
    assert opened.page.url == address
    edit(2, 1, "1e-3", "() => decodeURIComponent(location.search).includes('1~0.001')")
    opened.page.go_back()
    opened.page.wait_for_function("() => !decodeURIComponent(location.search).includes('0.001')")
    opened.settle()
    assert opened.page.url == address
    assert "0.25" in opened.page.get_by_test_id("stTable").first.inner_text()


@pytest.mark.parametrize("rule", ["Gradient+Descent", "Momentum&any_hidden=ReLU"])
def test_a_run_that_left_every_picture_draws_without_complaint(page, rule):
    opened = page(f"{PAGE}?any_learning_rate=1000&any_optimiser={rule}")
    assert "Diverged" in said(opened)
    assert opened.console_errors == []


def test_the_verdict_the_fit_and_the_network_stand_above_the_fold_with_what_is_changed_most(page):
    opened = page(PAGE)
    for part in ("verdict", "any_fit_picture", "any_map_picture"):
        box = opened.page.locator(f".st-key-{part}").bounding_box()
        assert box["y"] + box["height"] <= 800, part
    for label in ("Hidden layers", "Nodes, layer 1", "Learning Rate", "Steps"):
        assert opened.page.get_by_label(label, exact=True).is_visible()
    assert opened.page.get_by_role("combobox", name="Data", exact=True).is_visible()


def test_what_is_folded_is_said_in_words_and_stays_open_while_it_is_changed(page):
    opened = page(f"{PAGE}?any_steps=20")
    opened.page.get_by_role("button", name="Activations").click()
    opened.page.get_by_role("combobox", name="Bent by", exact=True).click()
    opened.page.get_by_role("option", name="ReLU", exact=True).click()
    opened.page.get_by_role("heading", name="Network: 1-8-1, ReLU", exact=True).wait_for()
    opened.settle()
    assert opened.page.get_by_role("combobox", name="Output bent by").is_visible()
    assert opened.console_errors == []


def test_a_closed_fold_says_nothing_old_once_a_button_has_changed_what_is_in_it(page):
    opened = page(f"{PAGE}?any_data=XOR&any_steps=20")
    opened.page.get_by_role("button", name="Rule").click()
    opened.page.get_by_role("combobox", name="Optimiser", exact=True).click()
    opened.page.get_by_role("option", name="Momentum", exact=True).click()
    opened.settle()
    opened.page.keyboard.press("Escape")
    opened.page.get_by_test_id("stPopover").get_by_role("button", name="Start").click()
    opened.type_number("Seed of the start", "9")
    opened.settle()
    opened.page.keyboard.press("Escape")
    opened.page.get_by_role("heading", name="Training: Momentum, SSR, from seed 9", exact=True).wait_for()
    opened.page.get_by_role("button", name="XOR, two nodes", exact=True).click()
    opened.settle()
    opened.type_number("Steps", "25")
    opened.settle()
    given = "Training: Adam, cross-entropy, from seed 3"
    assert opened.page.get_by_role("heading", name=given, exact=True).is_visible()
    assert "any_seed=3" in opened.page.url
    assert "any_optimiser" not in opened.page.url
    opened.page.get_by_test_id("stPopover").get_by_role("button", name="Start").click()
    assert opened.number_field("Seed of the start").input_value() == "3"
    opened.type_number("Seed of the start", "9")  # the same once more is the learner's wish
    opened.settle()
    assert opened.page.get_by_role("heading", name=given.replace("3", "9"), exact=True).is_visible()


def test_a_walk_stands_at_its_step_in_both_parts_that_walk(page):
    opened = page(f"{PAGE}?any_steps=40")
    opened.page.get_by_role("slider", name=re.compile("^Step, 0 to")).press("Home")
    for _ in range(3):
        opened.page.get_by_role("button", name="Next", exact=True).click()
    opened.page.get_by_text("The fit at step 3: SSR").wait_for()
    opened.page.wait_for_url(re.compile("any_step=3"))
    opened.page.get_by_role("radio", name="Residuals and step").click()
    opened.page.get_by_text("At step 3: SSR").wait_for()
    opened.settle(reruns=False)
    opened.page.get_by_role("button", name="Next", exact=True).click()
    opened.page.get_by_text("At step 4: SSR").wait_for()
    opened.settle(reruns=False)
    opened.page.get_by_role("radio", name="Train", exact=True).click()
    opened.page.get_by_text("The fit at step 4: SSR").wait_for()
    assert opened.console_errors == []
