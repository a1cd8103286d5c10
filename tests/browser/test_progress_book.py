"""The book of what is solved, as its script keeps it: recorded, merged, proposed from, written and read again."""

import itertools
import random
from datetime import date
from pathlib import Path

import pytest

from books import text
from pages import parts

SCRIPT = (Path(parts.__file__).parent / "exercises/progress_book.js").read_text(encoding="utf-8")
NAMES = "recorded, merged, proposed, nextSeed, written, read, ago, isExercise, quoted"
RUN = """async ([script, body, args]) => {
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const book = await import(address);
    return new Function("book", "args", body)(book, args);
}"""
TODAY = 20_000
EXERCISES = [{"kind": kind, "level": level} for kind in ("one", "two") for level in (1, 2, 3)]


@pytest.fixture(scope="module")
def run(browser):
    """A function that runs the body of a function of `book`, the script's own, and `args` in the browser."""
    page = browser.new_page()
    page.goto("about:blank")
    yield lambda body, *args: page.evaluate(RUN, [f"{SCRIPT}\nexport {{ {NAMES} }};", body, list(args)])
    page.close()


@pytest.fixture(scope="module")
def solve(run):
    """A function that records [[kind, level, seed, day], …] in a new book and gives its text."""
    return lambda *solved: run(
        "return book.written(args.reduce((known, [kind, level, seed, day]) =>"
        " book.recorded(known, { kind, level, seed }, day), new Map()));",
        *solved,
    )


@pytest.fixture(scope="module")
def merge(run):
    """A function that gives the text of two texts' books in one."""
    return lambda one, other: run(
        f"return book.written(book.merged(...args.map((each) => book.read(each, {TODAY}).book)))", one, other
    )


@pytest.fixture(scope="module")
def propose(run):
    """A function that gives what is proposed of EXERCISES today to who has solved [[kind, level, seed, day], …]."""
    body = """const known = args[0].reduce((known, [kind, level, seed, day]) =>
            book.recorded(known, { kind, level, seed }, day), new Map());
        return book.proposed(known, args[1], args[2]);"""
    return lambda *solved: run(body, solved, EXERCISES, TODAY)


def spelled(day):
    return date.fromordinal(date(1970, 1, 1).toordinal() + day).isoformat()


def test_what_is_solved_counts_and_keeps_its_last_day_and_its_largest_seed(solve):
    solved = solve(["two", 1, 0, TODAY], ["one", 3, 7, TODAY - 9], ["one", 3, 2, TODAY], ["one", 1, 0, TODAY])
    assert solved == text(f"one:1@{spelled(TODAY)}x1s0,3@{spelled(TODAY)}x2s7", f"two:1@{spelled(TODAY)}x1s0")


def test_the_same_numbers_on_the_same_day_are_no_second_time(solve):
    once = text(f"one:1@{spelled(TODAY)}x1s5")
    assert solve(*[["one", 1, 5, TODAY]] * 3, ["one", 1, 4, TODAY]) == once
    assert solve(["one", 1, 5, TODAY], ["one", 1, 6, TODAY]) == text(f"one:1@{spelled(TODAY)}x2s6")
    assert solve(["one", 1, 5, TODAY - 1], ["one", 1, 5, TODAY]) == once.replace(
        once, text(f"one:1@{spelled(TODAY)}x2s5")
    )


@pytest.mark.parametrize(
    ("of", "is_one"),
    [
        ({"kind": "one", "level": 1, "seed": 0}, True),
        ({"kind": "dssr_dw1-x", "level": 3, "seed": 999_999}, True),
        ({"kind": "one", "level": 0, "seed": 0}, False),
        ({"kind": "one", "level": 1.5, "seed": 0}, False),
        ({"kind": "one", "level": 1, "seed": -1}, False),
        ({"kind": "one", "level": 1, "seed": "5"}, False),
        ({"kind": "a b", "level": 1, "seed": 0}, False),
        ({"kind": "a:1", "level": 1, "seed": 0}, False),
        ({"level": 1}, False),
        (None, False),
    ],
)
def test_only_an_exercise_is_recorded(run, of, is_one):
    assert run("return book.isExercise(args[0])", of) is is_one


def random_book(chance):
    words = []
    for kind in chance.sample(("one", "two", "three", "a-b", "a"), chance.randrange(5)):
        levels = sorted(chance.sample((1, 2, 3, 9), chance.randrange(1, 4)))
        solved = (
            f"{level}@{spelled(TODAY - chance.randrange(4))}x{chance.randrange(1, 4)}s{chance.randrange(4)}"
            for level in levels
        )
        words.append(f"{kind}:{','.join(solved)}")
    return text(*sorted(words, key=lambda word: f"{word.partition(':')[0]}:"))


def test_a_book_is_read_as_it_was_written_and_books_merge_in_any_order(merge):
    chance = random.Random(1)
    for _ in range(60):
        one, two, three = (random_book(chance) for _ in range(3))
        assert merge(one, one) == one
        both = merge(one, two)
        assert both == merge(two, one)
        assert merge(both, two) == both
        assert merge(both, three) == merge(one, merge(two, three))


def test_merged_are_the_later_day_the_larger_count_and_the_larger_seed(merge):
    early, late = (text(f"one:2@{spelled(TODAY - ago)}x{times}s{seed}") for ago, times, seed in ((5, 9, 8), (1, 2, 3)))
    assert merge(early, late) == text(f"one:2@{spelled(TODAY - 1)}x9s8")


def test_first_comes_what_is_not_solved_in_the_order_of_the_course(propose):
    solved = []
    for each in EXERCISES:
        assert propose(*solved) == {**each, "isNew": True}
        solved.append([each["kind"], each["level"], 0, TODAY - 100])
    assert propose(["two", 3, 0, TODAY], ["one", 2, 0, TODAY]) == {"kind": "one", "level": 1, "isNew": True}


def test_then_comes_what_was_solved_longest_ago_once_three_days_have_passed(propose):
    for last, wait in ((0, 3), (1, 2), (2, 1), (3, 0), (4, 0), (400, 0)):
        solved = [[each["kind"], each["level"], 0, TODAY] for each in EXERCISES]
        solved[4][3] = TODAY - last
        kind, level = ("two", 2) if last else ("one", 1)  # on one day, the first
        assert propose(*solved) == {"kind": kind, "level": level, "isNew": False, "wait": wait}


@pytest.mark.parametrize("times", [1, 2, 7])
def test_each_gap_is_the_same_however_often_it_was_solved(propose, times):
    solved = [[each["kind"], each["level"], 0, TODAY] for each in EXERCISES]
    solved += [["two", 3, seed, TODAY - 3] for seed in range(times)]
    again = [each for each in solved if each[:2] != ["two", 3] or each[3] == TODAY - 3]
    assert propose(*again) == {"kind": "two", "level": 3, "isNew": False, "wait": 0}


@pytest.mark.parametrize(
    ("solved", "seed"),
    [
        ([], 0),
        ([["two", 1, 5, TODAY]], 0),
        ([["one", 1, 0, TODAY]], 1),
        ([["one", 1, 41, TODAY - 1], ["one", 2, 3, TODAY]], 42),
        ([["one", 1, 41, TODAY], ["one", 2, 50, TODAY - 1]], 51),
        ([["one", 3, 999_998, TODAY]], 999_999),
        ([["one", 3, 999_999, TODAY], ["one", 2, 50, TODAY]], 51),
    ],
)
def test_the_next_numbers_are_none_of_which_one_of_the_kind_was_solved(run, solve, seed, solved):
    body = "return book.nextSeed(book.read(args[0], args[1]).book, 'one', 999999)"
    assert run(body, solve(*solved), TODAY) == seed


def test_a_text_may_be_broken_into_lines_and_stand_among_blanks(run):
    whole = text("one:1@2020-01-02x3s4", "two:3@2021-01-02x1s0")
    for typed in (f"\n {whole}\t", whole.replace(" ", "\r\n  "), whole.replace(" ", "\u00a0")):
        assert run("return book.written(book.read(args[0], args[1]).book)", typed, TODAY) == whole


def test_days_that_have_not_come_are_todays_and_counted(run):
    typed = text(f"one:1@{spelled(TODAY + 1)}x1s0,2@{spelled(TODAY)}x1s0", "two:1@9999-12-31x2s1")
    body = "const { book: known, ahead } = book.read(args[0], args[1]); return [book.written(known), ahead]"
    read, ahead = run(body, typed, TODAY)
    assert read == text(f"one:1@{spelled(TODAY)}x1s0,2@{spelled(TODAY)}x1s0", f"two:1@{spelled(TODAY)}x2s1")
    assert ahead == 2


REFUSED = """try { book.read(args[0], args[1]); } catch (refused) { return refused.message; }"""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("hello", "“hello” is no text from “Carry to another machine”"),
        (text("one:1@2020-01-02x3s4", begins="practice2"), "is of another version of this course"),
        (text("one:1@2020-01-02x3s4").replace("x3", "x4"), "its end does not fit the rest"),
        ("practice1", "its end does not fit the rest"),
        (text("one:1@2020-01-32x3s4"), "“one:1@2020-01-32x3s4” in it: an exercise is wanted as"),
        ("x" * 1_000_000, f"“{'x' * 80}” and so on, 1,000,000 characters in all, is too long"),
        ("😀" * 90, f"“{'😀' * 80}” and so on, 180 characters in all, is no text"),
    ],
)
def test_what_is_no_such_text_is_refused_in_a_sentence_that_says_why(run, typed, said):
    sentence = run(REFUSED, typed, TODAY)
    assert said in sentence
    assert sentence.startswith("“")
    assert sentence.endswith(".")


def test_one_letter_or_two_neighbours_changed_or_lost_never_go_unseen(run):
    good = text("one:1@2020-01-02x3s4,2@2020-03-04x1s0", "two:3@2021-01-02x1s0")
    changed = [good[:at] + other + good[at + 1 :] for at in range(len(good)) for other in "01x,:z" if good[at] != other]
    lost = [good[:at] + good[at + 1 :] for at in range(len(good))]
    pairs = [(at, one + other) for at, (one, other) in enumerate(itertools.pairwise(good)) if one != other]
    turned = [good[:at] + pair[::-1] + good[at + 2 :] for at, pair in pairs]
    body = """return args[0].filter((each) => {
        try { book.read(each, args[1]); return true; } catch { return false; }
    });"""
    spoilt = [each for each in (*changed, *lost, *turned) if each.split() != good.split()]
    assert len(spoilt) > 400
    assert run(body, spoilt, TODAY) == []
    assert run(body, [good], TODAY) == [good]


@pytest.mark.parametrize(
    ("days", "words"), [(0, "today"), (1, "yesterday"), (2, "2 days ago"), (1234, "1,234 days ago")]
)
def test_a_day_in_words(run, days, words):
    assert run("return book.ago(args[0], args[1])", TODAY - days, TODAY) == words
