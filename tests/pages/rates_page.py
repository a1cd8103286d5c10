"""The page Learning rates compared: its parts, and experiments that are quick to show."""

from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS

PAGE = "11_Learning_Rates.py"
B3, SEVEN = MAIN_IDEAS.experiment, ALL_PARAMETERS.experiment

STARTS = {"rates_part": "Many starts"}
QUICK = {
    "rates_part": "Many rates",
    "rates_of": "All seven",
    "rates_seven_steps": "300",
    "rates_seven_count": "60",
    "rates_seven_starts_steps": "9",
}
