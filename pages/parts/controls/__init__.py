"""Every widget of the course: what the learner sets, kept in the page's address, so that a link is the experiment.

A widget's key is its name in the address, prefixed by what it belongs to. `bind="query-params"` keeps the two together;
a value that the widget cannot hold is dropped by Streamlit without a word, so each widget is announced by `arriving`
(address.py), which looks at the raw address once and tells the visitor. What an address does not hold stands in small
records of the visit (visit.py). Here and in the shell alone Streamlit's session state and query parameters are touched.
"""
