"""Settings, addresses and the `mithaq` command: what binds the rooms into one running house."""
