"""What happened in feedback, for the layers above."""

from django.dispatch import Signal

# Sent by the importer and the demo after a batch of many reviews is committed (never on the path of a request).
# Arguments: count (int), the number of events written.
bulk_recorded = Signal()
