using System.Collections.Frozen;
using Customers.Domain.Identity;

namespace Customers.Functions.Security;

/// <summary>What a caller may do. Every endpoint needs one.</summary>
public enum Right
{
    Read,
    WriteCustomers, WriteContacts, WriteAddresses, WriteNotes, WriteAttachments, WriteOrders, WriteQuotes, TakePayments,
    SeeBankDetails, SetCreditLimit, ManageHolds, RunCreditChecks, WriteInvoices, Refund, Adjust, Void, WriteCatalogue, Merge, Redact, Import, Synchronise,
    ManageSettings, ManageKeys, ManageStores, ManageSubscriptions, ReadAllHistory,
}

/// <summary>Which role has which rights: the one table. Each role has those of the role before it.</summary>
public static class Rights
{
    private static readonly Right[] OfViewer = [Right.Read];

    private static readonly Right[] OfPartner =
    [
        .. OfViewer, Right.WriteCustomers, Right.WriteContacts, Right.WriteAddresses, Right.WriteNotes, Right.WriteAttachments,
        Right.WriteOrders, Right.WriteQuotes, Right.TakePayments,
    ];

    // Cash sales, invoices, credit notes, returns and delivery notes are WriteInvoices.
    private static readonly Right[] OfStaff =
    [
        .. OfPartner, Right.SeeBankDetails, Right.SetCreditLimit, Right.ManageHolds, Right.RunCreditChecks, Right.WriteInvoices,
        Right.Refund, Right.Adjust, Right.Void, Right.WriteCatalogue, Right.Merge, Right.Redact, Right.Import, Right.Synchronise,
    ];

    private static readonly FrozenDictionary<Role, FrozenSet<Right>> ByRole = new Dictionary<Role, FrozenSet<Right>>
    {
        [Role.Viewer] = OfViewer.ToFrozenSet(),
        [Role.Partner] = OfPartner.ToFrozenSet(),
        [Role.Staff] = OfStaff.ToFrozenSet(),
        [Role.Admin] = Enum.GetValues<Right>().ToFrozenSet(),
    }.ToFrozenDictionary();

    public static bool Has(this Role role, Right right) => ByRole[role].Contains(right);

    public static IEnumerable<Role> RolesWith(Right right) => Enum.GetValues<Role>().Where(role => role.Has(right));

    /// <summary>For what only some roles may do within a request: a credit limit in a customer's PATCH.</summary>
    public static bool May(this Caller caller, Right right) => caller.Role.Has(right);
}
