"""One visitor to a page over the websocket, without a browser: what it gets, and what it presses."""

import contextlib
import time
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

# Where each kind of widget carries its value.
FIELDS = {
    "button": "trigger_value",
    "button_group": "string_array_value",
    "checkbox": "bool_value",
    "radio": "string_value",
    "selectbox": "string_value",
    "slider": "double_array_value",
    "text_input": "string_value",
}


@dataclass(frozen=True)
class Widget:
    kind: str
    id: str  # "$$ID-<hash>-<key>"
    fragment: str  # "" outside every fragment
    parameter: str  # its name in the URL, "" when it is not bound

    def state(self, value):
        state = WidgetState(id=self.id)
        field = FIELDS[self.kind]
        if field.endswith("_array_value"):
            getattr(state, field).data.append(value)
        else:
            setattr(state, field, str(value) if field == "string_value" else value)
        return state


class Session:
    """One visitor to one page, without a browser: what it got (elements, widgets) and what a rerun costs."""

    def __init__(self, websocket, path_and_query):
        self.websocket = websocket
        self.page, _, query = path_and_query.partition("?")
        self.query = dict(parse_qsl(query))
        self.page_hash = ""  # the server tells it; until then the page goes by its name
        self.large = {}  # hash -> delta over 10 kB; like a browser we keep these, and the server sends the hash instead
        self.elements = {}  # path of the delta -> Element
        self.widgets = {}  # the app's own key -> Widget
        self.states = {}  # key -> WidgetState of what the visitor has changed
        self.arrival = self.rerun()  # (seconds, bytes) of the first run

    @classmethod
    @contextlib.contextmanager
    def connect(cls, base, path_and_query):
        address = base.replace("http", "ws", 1) + "/_stcore/stream"
        with connect(address, subprotocols=["streamlit"], max_size=None, proxy=None) as websocket:
            yield cls(websocket, path_and_query)

    def rerun(self, changes=None):
        """(seconds, bytes) of the run that changes {key: value} cause: of the widgets' fragment or the whole page."""
        changes = changes or {}
        if missing := changes.keys() - self.widgets.keys():
            raise LookupError(f"no widget {missing} among {set(self.widgets)}")
        changed = {key: self.widgets[key].state(value) for key, value in changes.items()}
        fragments = {self.widgets[key].fragment for key in changed}
        for key in changed:
            if self.widgets[key].parameter:
                self.query[self.widgets[key].parameter] = str(changes[key])
        message = BackMsg()
        run = message.rerun_script
        run.query_string = urlencode(self.query)
        run.page_script_hash = self.page_hash
        run.page_name = "" if self.page_hash else self.page
        run.fragment_id = fragments.pop() if len(fragments) == 1 else ""
        run.cached_message_hashes.extend(self.large)
        run.widget_states.widgets.extend({**self.states, **changed}.values())
        # a button is pressed once; every other widget keeps its value
        self.states |= {key: state for key, state in changed.items() if self.widgets[key].kind != "button"}
        if not run.fragment_id:
            self.elements, self.widgets = {}, {}

        start, size, finished = time.perf_counter(), 0, False
        self.websocket.send(message.SerializeToString())
        while not finished:
            raw = self.websocket.recv(timeout=60)
            seconds = time.perf_counter() - start
            size += len(raw)
            finished = self.read(ForwardMsg.FromString(raw))
        return seconds, size

    def read(self, message):
        """Take one message in; True when it ends the run."""
        kind = message.WhichOneof("type")
        if kind == "page_not_found":
            raise LookupError(f"there is no page {self.page!r}")
        if kind == "navigation":
            self.page_hash = message.navigation.page_script_hash
        if kind == "script_finished":  # FINISHED_EARLY is st.rerun(): another run follows
            return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        delta = self.large[message.ref_hash] if kind == "ref_hash" else message.delta
        if message.metadata.cacheable:
            self.large[message.hash] = delta
        if delta.WhichOneof("type") == "new_element":
            self.take(tuple(message.metadata.delta_path), delta)
        return False

    def take(self, path, delta):
        element = self.elements[path] = delta.new_element
        kind = element.WhichOneof("type")
        content = getattr(element, kind)
        if kind == "exception":
            raise RuntimeError(f"the page shows {content.type}: {content.message}")
        if kind in FIELDS:
            key = content.id.split("-", 2)[2]
            self.widgets[key] = Widget(kind, content.id, delta.fragment_id, getattr(content, "query_param_key", ""))
