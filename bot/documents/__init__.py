"""Documents and pictures: what turns a template of ours and data into PDF, PNG or SVG.

`templates/*.typ` are the looks, `press` sets one page in a process of its own, `printer` has it done beside the event
loop and remembers what was made, `attaching` puts it to a message that is about to be sent.  What a document says is
decided in `handlers/`, in the reader's language.
"""
