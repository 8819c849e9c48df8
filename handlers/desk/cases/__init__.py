"""What people do with a case: its card and the copies of it, notes and files, taking it and giving it away,
changing its answers, ending it, and the news of all that.
"""
