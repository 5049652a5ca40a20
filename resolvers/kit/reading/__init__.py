"""Reading rows for both executors: arguments, batches, loaders and the context of an operation."""
