"""Worksheets in Chromium: downloaded on a click, opened from disk without asking for anything, and printed whole."""

import re

ADDRESS = "Practice?practice_part=On+paper&practice_paper_forms=3&practice_paper_seed=5"
CUT_IN_TWO = """() => [...document.querySelectorAll('table, svg')].filter((each) => {
    const { left, right } = each.getBoundingClientRect();
    return left < 0 || right > document.documentElement.clientWidth;
}).length"""


def downloaded(opened, label, folder):
    with opened.page.expect_download() as download:
        opened.page.get_by_role("button", name=label).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_both_files_open_from_disk_ask_for_nothing_and_print_form_by_form(page, browser, tmp_path):
    opened = page(ADDRESS)
    assert opened.page.locator(".paper.preview table").count() == 1
    assert opened.page.locator(".paper.preview img").evaluate_all("all => all.every((each) => each.naturalWidth > 0)")
    for label, name in (("The worksheets", "worksheets.html"), ("The key", "worksheets_key.html")):
        path = downloaded(opened, label, tmp_path)
        assert path.name == name
        asked = []
        sheet = browser.new_page()
        sheet.on("request", lambda request, asked=asked: asked.append(request.url))
        sheet.goto(path.as_uri())
        assert asked == [path.as_uri()]
        assert [re.sub("Key to form", "Form", each) for each in sheet.locator("h1").all_inner_texts()] == [
            "Form A", "Form B", "Form C"
        ]  # fmt: skip
        assert sheet.locator(".form svg").first.bounding_box()["width"] > 200
        sheet.emulate_media(media="print")
        for width in (680, 720):  # A4 and Letter between their margins, in pixels
            sheet.set_viewport_size({"width": width, "height": 900})
            assert sheet.evaluate(CUT_IN_TWO) == 0
        printed = sheet.pdf(format="A4")
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 3, "a form of one exercise is one page"
        sheet.close()
    assert opened.requests_outside == []
    assert opened.console_errors == []


def test_the_part_fits_a_telephone(page):
    opened = page(ADDRESS, width=390)
    wide = opened.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= 390
