"""Every word staff read and every rule an author writes.

Here live the playbook library (`library/*.yaml`), its models, loading, linting and finding, and the
interface catalogues (`locales/*.po`).  Nothing of ours is imported here, nothing is stored here, and no
conversation runs here: a playbook is data with a schema and a meaning, and this room ends there.
"""
