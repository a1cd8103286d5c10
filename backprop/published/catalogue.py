"""All worked examples that are published here, in the order in which they are offered."""

from backprop.published import books, lectures, posts

PUBLISHED = (
    books.HAN_KAMBER,
    posts.OF_MAZUR,
    books.NEGNEVITSKY,
    posts.HMKCODE,
    posts.ZHOU,
    books.NIELSEN,
    posts.TRASK,
    posts.TRASK_THREE_LAYERS,
    posts.SPENCER_HARPER,
    lectures.PT_2,
    lectures.ALL_SEVEN,
    lectures.PT_3_BIAS,
    lectures.PART_7,
    books.NNFS,
    lectures.CS231N,
    posts.JAY,
)
