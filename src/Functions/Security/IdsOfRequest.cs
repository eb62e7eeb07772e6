using Customers.Domain.Identity;

namespace Customers.Functions.Security;

/// <summary>The ids of one request, or row of an import: of its idempotency key when it has one, or its row, so that a repeat makes the same again.</summary>
internal sealed class IdsOfRequest(UlidSource fresh) : IIdSource
{
    private IIdSource _ids = fresh;

    public string New(string prefix) => _ids.New(prefix);

    public void ComeFrom(IIdSource ids) => _ids = ids;

    public void ComeFrom(KeptAnswer mark) => _ids = new SeededIds(mark.FirstAt, mark.Seed);
}
