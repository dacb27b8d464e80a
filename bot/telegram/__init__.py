"""The edge to Telegram: transport, budget, polling, dispatch, sender, failures."""
