"""What a staff message costs: real service processes over loopback HTTP, side by side in one run.

`staff` are the people (the same for every program), `programs` what is measured, `rivals/` the comparators,
`measuring` looks at processes from outside, `rounds` interleaves, `report` prints.  `crash` kills instead.
"""
