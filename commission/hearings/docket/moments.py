"""Where an entry was spoken of, chosen in its editor with the dialog in which findings cite."""

from commission.findings.citing.panel import CitationPanel


class MomentsPanel(CitationPanel):
    """As citations of a finding. Without script nothing can be put straight into the draft."""

    class BoundPanel(CitationPanel.BoundPanel):
        """The list, and the link to the chooser."""

        @property
        def saved(self) -> bool:
            """The chooser puts passages into drafts of findings alone."""
            return False
