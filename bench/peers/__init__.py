"""What the gateway is measured against, each as an application of its own."""
