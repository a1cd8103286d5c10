"""What a test looks for on a page's screen: a layer of a chart, a table by one of its heads, a button by its words."""

# What a forged link may say where a number or a choice is wanted.
JUNK = ["nan", "1e309", "", "x" * 65_536, "<script>alert(1)</script>", "🙂"]


def layer(table, name):
    """The rows of a chart's table "marks" that belong to one layer."""
    return table[table["is"] == name]


def table_with(at, column):
    """The first table of a page that has this head."""
    return next(table.value for table in at.table if column in table.value.columns)


def button(at, label):
    return next(each for each in at.button if each.label == label)
