"""Learns from labelled phrases to tell what a new text is about; knows nothing of playbooks.

`folding` makes texts alike that mean the same, `pieces` takes them apart, `weighing` counts what each piece tells,
`learner` learns labels from weighed texts, `index` puts them together.  numpy is imported by `weighing` and `learner`
only, and those by whoever really searches: a process that finds nothing does not pay for it.
"""
