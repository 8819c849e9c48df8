"""The terminal as a channel: you at the prompt, everybody else beside.

raw        one event as a line of JSON, also used by rehearsals
lines      what a typed line means
chats      what each chat shows now: messages, their buttons, their edits
showing    the same in colours beside each other (a terminal) or as plain lines (a pipe)
channel    the Channel port over all of these
"""
