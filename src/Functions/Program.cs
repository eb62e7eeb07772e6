#if FUNCTIONS_WORKER
await Customers.Functions.Triggers.AzureShell.RunAsync(args);
#else
await Customers.Functions.Local.LocalShell.RunAsync(args);
#endif
