namespace Customers.Domain.Accounts;

/// <summary>
/// Account and documents do not fit together: what was read is not of one moment, so that a commit could not hold either. Whoever
/// has read it looks whether the customer has changed since, and reads again; else it is a fault.
/// </summary>
public sealed class BooksDisagreeException : Exception
{
    public BooksDisagreeException() { }
    public BooksDisagreeException(string message) : base(message) { }
    public BooksDisagreeException(string message, Exception inner) : base(message, inner) { }
}
