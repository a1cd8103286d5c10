"""The kit of what is touched: every widget, bound to the page's address."""
