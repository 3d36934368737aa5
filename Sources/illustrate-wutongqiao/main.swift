print("illustrate")
