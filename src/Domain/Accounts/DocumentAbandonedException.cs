namespace Customers.Domain.Accounts;

/// <summary>Posting took so long that its number was given to another document: start over under another id.</summary>
public sealed class DocumentAbandonedException : Exception
{
    public DocumentAbandonedException() { }
    public DocumentAbandonedException(string message) : base(message) { }
    public DocumentAbandonedException(string message, Exception inner) : base(message, inner) { }
}
