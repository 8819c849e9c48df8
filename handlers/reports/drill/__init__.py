"""The after-action review of a drill's run: what is in it, section by section, worded in one language.

    found = Found(run, score, playbook, directory, actions, …)     # what it is made of
    paper = review_paper(found, language)                          # the document; `review.py`

`findings.py` says what went well and what is to be improved, and each finding's way to a new edition and a new run.
Nobody is named in it but those who watched and those who own an action: a drill has no fault.
"""
