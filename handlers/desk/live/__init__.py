"""The live checklist of a case: one message for each who takes part, and one for its group's chat.

Whoever taps sees it at once; everybody else's message follows by one timer for the case (`due`), so a storm of taps
is a few edits and not thousands.  What must be heard goes out as a message of its own, because edits make no sound.
"""
