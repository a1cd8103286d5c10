"""What is added where README's table says is seen on the pages and works there: in a copy, opened cold."""

import os
import subprocess
import sys

from added import course_with_more

OPEN = """
from streamlit.testing.v1 import AppTest

def opened(file, **query):
    at = AppTest.from_file("app.py", default_timeout=120)
    at.switch_page(f"pages/{file}")
    at.query_params.update(query)
    at.run()
    assert not at.exception, at.exception
    assert not at.error, [each.value for each in at.error]
    return at

new = dict(any_data="XOR", any_hidden="GELU", any_optimiser="RMSprop", any_loss="fourth powers")
for part in ("Train", "Residuals and step", "Convergence", "Take it away"):
    at = opened("14_Any_Network.py", any_part=part, **new)
    said = " ".join(each.value for each in [*at.code, *at.markdown, *at.caption])
    assert "def step(self, derivatives, average_square)" in said
    print(*(box.value for box in at.selectbox), sep="\\n")

at = opened("13_Any_Loss_and_Activation.py", any_loss_part="One change", any_loss_loss="fourth powers",
            any_loss_output="GELU", any_loss_hidden="GELU")
print(*(box.value for box in at.selectbox), sep="\\n")
at = opened("15_Any_Graph.py", any_graph_expression="gelu(cube(x) + 1)")
print(*(field.value for field in at.text_input), sep="\\n")

for part in ("Train", "Residuals and step", "Convergence", "Take it away"):
    at = opened("14_Any_Network.py", any_part=part, any_data="three bits", any_steps="40")
print("Train on", next(box.value for box in at.selectbox if box.value == "three bits"))

at = opened("16_Two_Inputs.py", two_inputs_part="The walk", two_inputs_steps="4", two_inputs_verdict="true")
print(at.title[0].value, *(head.value for head in at.header), sep="\\n")
assert any("One pass over all observations." in each.value for each in at.markdown)
assert any("in the video" in each.proto.body for each in at.get("html")), "what the video shows of the lesson"
at = opened("16_Two_Inputs.py", two_inputs_part="How far")
print(*("How far" for each in at.get("html") if "By now the SSR has come down" in each.proto.body))

at = opened("7_Gradient_Descent.py")
print(*("the chart" for each in at.get("vega_lite_chart") if "The Residuals at the start." in str(each.proto)))
print(*(each.value for each in at.markdown if "Count the steps." in each.value))
at = opened("6_The_Derivative.py", derivative_part="Nothing yet")
print(*(group.value for group in at.button_group), sep="\\n")
"""
SEEN = {
    "GELU", "RMSprop", "fourth powers", "gelu(cube(x) + 1)", "Train on three bits", "Two inputs",
    "**Predicted** and the Residuals", "How far", "the chart", "**Count the steps.** How many does this run take?",
    "Nothing yet",
}  # fmt: skip


def test_each_is_seen_on_the_pages_and_works(tmp_path):
    course = course_with_more(tmp_path)
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "PYTHONPATH"))}
    done = subprocess.run(
        [sys.executable, "-c", OPEN], cwd=course, env=env, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]
    missing = SEEN - set(done.stdout.splitlines())
    assert not missing
