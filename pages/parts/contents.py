"""The table of contents: `PAGES` is the one place where a page is added, named and put in order."""

from dataclasses import dataclass, field

from backprop.lessons import ALL_PARAMETERS, CHAIN_RULE, MAIN_IDEAS, PT_1, STEP_BY_STEP, THREE_PARAMETERS, Lesson
from backprop.series import PART_5, PART_6, PART_7, PT_3, PT_4


@dataclass(frozen=True, eq=False)
class Page:
    """One page of the course.

    file      its script in pages/, whose name without the number is its address
    title     in the menu
    section   the heading it stands under in the menu
    question  the question it answers, in one sentence
    words     the terms it uses, keys of the GLOSSARY
    video     the lesson it follows, and the second its chapter begins at; None where it follows none
    heading   at its top, where that is not the title
    parts     what it is divided into, where it is more than two screens long: {name: the ends of the keys of its own
              controls, where * is any text, by which a link that names no part finds it}; one is open at a time
    """

    file: str
    title: str
    section: str
    question: str
    words: tuple[str, ...]
    video: tuple[Lesson, int] | None = None
    heading: str = ""
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)


START, BEFORE, VIDEO, AFTER = "Start here", "Before the video", "The video, step by step", "After the video"
SERIES, LAB, PRACTICE = "On with the series", "The lab", "Practice"

WALK = "step", "along", "network_says", "log", "verdict", "every_step"  # what a walk's own controls are called

PAGES = (
    Page(
        "0_Home.py",
        "Home",
        START,
        "How does a neural network find its own weights and biases?",
        ("Weight", "Bias", "Backpropagation", "SSR"),
        heading="See backpropagation",
    ),
    Page(
        "1_Neural_Networks.py",
        "Neural networks",
        BEFORE,
        "How can two bent curves add up to any squiggle?",
        ("Weight", "Bias", "Activation Function", "Predicted", "Squiggle"),
        (PT_1, 0),
        parts={"One number's way": (), "In each node": (), "Another bend": ()},
    ),
    Page(
        "2_The_Chain_Rule.py",
        "The Chain Rule",
        BEFORE,
        "How fast does the first link of a chain move the last?",
        ("Chain Rule", "Derivative", "Residual"),
        (CHAIN_RULE, 0),
        parts={
            "Two lines": ("height", "size"),
            "Two curves": ("time",),
            "A squared Residual": ("intercept", "weight"),
            "Two roads": ("x",),
        },
    ),
    Page(
        "3_Gradient_Descent_Step_by_Step.py",
        "Gradient Descent, step by step",
        BEFORE,
        "How does one find the lowest SSR without trying every value?",
        ("Gradient Descent", "SSR", "Derivative", "Learning Rate", "Step Size", "Stop rule"),
        (STEP_BY_STEP, 0),
        parts={"The walk": WALK, "When to stop": (), "A line is a network": ()},
    ),
    Page(
        "4_Fitting_the_Network.py",
        "Fitting the network",
        VIDEO,
        "How far can you fit the squiggle to the dots by eye?",
        ("Weight", "Bias", "Activation Function", "Predicted", "Squiggle"),
        (MAIN_IDEAS, 235),
        parts={"b3 by eye": (), "Where the squiggle comes from": ("dosage",)},
    ),
    Page(
        "5_Residuals_and_SSR.py",
        "Residuals and the SSR",
        VIDEO,
        "How do we put a number on how badly the squiggle fits?",
        ("Observed", "Predicted", "Residual", "SSR"),
        (MAIN_IDEAS, 364),
    ),
    Page(
        "6_The_Derivative.py",
        "The Derivative",
        VIDEO,
        "Which way, and how steeply, does the SSR fall when one parameter moves?",
        ("Derivative", "Chain Rule", "Residual", "SSR", "Backpropagation"),
        (MAIN_IDEAS, 518),
        parts={"Factor by factor": (), "The road back": (), "Check it": ()},
    ),
    Page(
        "7_Gradient_Descent.py",
        "Gradient Descent",
        VIDEO,
        "How does the network walk down the SSR, and when does it arrive?",
        ("Gradient Descent", "Derivative", "Learning Rate", "Step Size", "SSR"),
        (MAIN_IDEAS, 808),
    ),
    Page(
        "8_Summary.py",
        "Summary",
        VIDEO,
        "What are the main ideas, and which number shows each of them?",
        ("Backpropagation", "Chain Rule", "Gradient Descent", "SSR"),
        (MAIN_IDEAS, 965),
    ),
    Page(
        "9_Three_Parameters.py",
        "Three parameters at once",
        AFTER,
        "What changes when w3, w4 and b3 are all unknown?",
        ("Derivative", "Chain Rule", "Gradient Descent", "Learning Rate", "Largest stable rate"),
        (THREE_PARAMETERS, 181),
        parts={"The walk": WALK, "Two side by side": ("two",), "The formula for b3": ()},
    ),
    Page(
        "10_All_Parameters.py",
        "All seven",
        AFTER,
        "Can Backpropagation find all seven, and always the same seven?",
        ("Backpropagation", "Chain Rule", "Plateau", "Stop rule", "Learning Rate"),
        (ALL_PARAMETERS, 0),
        parts={
            "Seven chains": ("road",),
            "Reuse": (),
            "The walk": WALK,
            "A first step up": ("first_rate",),
            "Perfect fits": (),
        },
    ),
    Page(
        "16_ReLU_in_Action.py",
        "ReLU in action",
        SERIES,
        "How do straight lines make a pointy thing, and what is the slope on a bend?",
        ("ReLU", "Weight", "Bias", "Derivative", "Dead"),
        (PT_3, 0),
        parts={
            "The pointy thing": ("step", "width", "points"),
            "On the bend": ("bend_*",),
            "Find the last bias": ("bias_*",),
        },
    ),
    Page(
        "17_Several_Inputs_and_Outputs.py",
        "Several inputs and outputs",
        SERIES,
        "How do two inputs become three outputs, and what happens to the squiggle on the way?",
        ("Weight", "Bias", "Activation Function", "Scaled", "Crinkled surface", "Raw output", "ArgMax"),
        (PT_4, 0),
        parts={"One flower's way": (), "Bent surfaces": ("output", "cut"), "All 150 flowers": ()},
    ),
    Page(
        "18_ArgMax_and_SoftMax.py",
        "ArgMax and SoftMax",
        SERIES,
        "How does a network say which species it is, so that Backpropagation can still reach its weights?",
        ("Raw output", "ArgMax", "SoftMax", "Derivative", "Gradient Descent"),
        (PART_5, 0),
        parts={
            "From raw to shares": ("from",),
            "Why not ArgMax": ("observed",),
            "The whole table": ("step", "share", "h", "check*"),
            "Another start": ("petal", "sepal", "of", "fit"),
        },
    ),
    Page(
        "19_Cross_Entropy.py",
        "Cross Entropy",
        SERIES,
        "How wrong is a network about a flower, in one number?",
        ("Cross Entropy", "Raw output", "SoftMax", "Observed", "Residual", "Loss", "Learning Rate"),
        (PART_6, 0),
        parts={"Three flowers": (), "Why not Residual²": ("p", "rate", "h"), "All the classes": ("row",)},
    ),
    Page(
        "20_Cross_Entropy_Backpropagation.py",
        "Cross Entropy backpropagation",
        SERIES,
        "How do three flowers move the biases behind SoftMax, one row at a time?",
        ("Cross Entropy", "Derivative", "Chain Rule", "Step Size", "Learning Rate", "ReLU", "Dead"),
        (PART_7, 0),
        parts={"Row by row": (), "The walk": WALK, "b3, b4, b5": ("biases_*",), "All fifteen": ("all_*",)},
    ),
    Page(
        "11_Learning_Rates.py",
        "Learning rates compared",
        LAB,
        "What if the Learning Rate were larger, or smaller?",
        (
            "Learning Rate",
            "Step Size",
            "SSR",
            "Arrived",
            "Diverged",
            "Largest stable rate",
            "Perfect fit",
            "Seed",
        ),
        parts={"Many rates": (), "Many starts": ("*_starts_*",)},
    ),
    Page(
        "12_Loss_Surface.py",
        "The SSR as a landscape",
        LAB,
        "What does the ground look like that Gradient Descent walks down, and is that a local minimum?",
        ("SSR", "Gradient", "Contour line", "Curvature", "Local minimum", "Plateau"),
        parts={
            "The map": (),
            "A local minimum?": (),
            "Around a perfect fit": ("around", "valley_across", "valley_up", "reach"),
            "Along the valley": (),
        },
    ),
    Page(
        "13_Any_Loss_and_Activation.py",
        "Any loss, any activation",
        LAB,
        "Why Cross Entropy, and what does another choice change in the Chain Rule?",
        (
            "Loss",
            "Half mean squared error",
            "Cross Entropy",
            "Activation Function",
            "Chain Rule",
            "Learning Rate",
        ),
        parts={
            "Why Cross Entropy?": ("x", "observed"),
            "One change": ("data", "layers", "loss", "output", "hidden", "change"),
            "Shared front": (),
            "Same steps": (),
            "Mazur": (),
        },
    ),
    Page(
        "14_Any_Network.py",
        "Any network, your data",
        LAB,
        "Does Backpropagation work on my data, and how large a network does it take?",
        ("Layer", "Optimiser", "Seed", "Standardise", "Held out", "SSR", "Learning Rate"),
        parts={
            "Train": (),
            "Residuals and step": ("all_residuals", "all_updates"),
            "Convergence": ("log",),
            "Published examples": ("published",),
            "Take it away": (),
        },
    ),
    Page(
        "15_Any_Graph.py",
        "Any graph",
        LAB,
        "What is Backpropagation when it is no stack of layers, and why do gradients add?",
        ("Computational graph", "Gradient", "Local derivative", "Path", "Chain Rule", "Backpropagation"),
        parts={"The walk back": ("step", "paths"), "Node by node": (), "Why backward": ()},
    ),
    Page(
        "21_Practice.py",
        "Practice",
        PRACTICE,
        "Can I work it out myself, and where does it go wrong?",
        ("Residual", "SSR", "Derivative", "Chain Rule", "Step Size", "Learning Rate", "Seed"),
        parts={"Work it out": ("kind", "level", "seed", "cells"), "What you have done": (), "On paper": ("paper_*",)},
    ),
)


def addresses():
    """Where the pages stand: the names of their files without the number; the first is home."""
    return ["", *(page.file.partition("_")[2].removesuffix(".py") for page in PAGES[1:])]


def place_in_video(page):
    """What the place is called that a page follows, and its link."""
    lesson, second = page.video
    minutes, seconds = divmod(second, 60)
    return f"The video at {minutes}:{seconds:02d}" if second else "The video", lesson.link(second)


def page_of(file):
    """The Page of a script, by its path or name."""
    name = str(file).replace("\\", "/").rsplit("/", 1)[-1]
    return next(page for page in PAGES if page.file == name)
