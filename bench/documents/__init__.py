"""What new documents cost a process by itself: the time of their plans, and the pauses of the garbage collector."""
