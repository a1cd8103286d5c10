"""What is added in one file of the core is a choice on the pages and works there: in a copy, opened cold."""

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
"""


def test_they_are_chosen_on_the_pages_and_work(tmp_path):
    course = course_with_more(tmp_path)
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "PYTHONPATH"))}
    done = subprocess.run(
        [sys.executable, "-c", OPEN], cwd=course, env=env, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert {"GELU", "RMSprop", "fourth powers", "gelu(cube(x) + 1)"} <= set(done.stdout.splitlines())
