"""What people are told when something cannot be done."""


class UserError(Exception):
    """An expected refusal, shown kindly: a message id for gettext and the values it names.

    The values are put in by the screen that shows it, which escapes them.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


class StartupError(Exception):
    """Something in the configuration or the surroundings keeps the bot from starting.

    The command line prints it as one line and ends with exit code 2.
    """
