"""Everybody safe: roll calls, and messages to everybody at a site.

    beginning   asks everybody, those at work first, a few each second, so that alarms are never behind them
    answering   what somebody says of themselves: one line of the roll, and nothing else
    counting    the timer that puts answers on the timeline and redraws every board
    helping     somebody needs help: said aloud at once, and somebody goes
    marking     what a warden says of others, and how many visitors there are
    reminding   those who did not answer are asked again; then they are listed
    finishing   the end, said to everybody
    telling     what whoever leads writes to everybody at a site

Answers touch only their own line, never the case, so that hundreds of people in a minute keep nobody waiting.
"""
