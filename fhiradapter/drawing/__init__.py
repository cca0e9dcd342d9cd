"""The schedule of a trial as a sheet that a physician reads: laid out once, printed in a terminal or as SVG.

`layout` makes the `sheet`, `axis` its columns, `words` what is said beside a row; `terminal` and `svg` print it. What
is not stated is not drawn.
"""
