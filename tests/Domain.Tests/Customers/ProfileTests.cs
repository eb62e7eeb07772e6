using Customers.Domain.Accounts;
using Customers.Domain.Customers;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Customers;

public sealed class ProfileTests
{
    public static TheoryData<string, Func<CustomerProfile, CustomerProfile>> Faulty() => new()
    {
        { "name", p => p with { Name = " " } },
        { "name", p => p with { Name = new string('x', 201) } },
        { "name", p => p with { Name = "a\nb" } },
        { "email", p => p with { Email = "nobody" } },
        { "website", p => p with { Website = "javascript:alert(1)" } },
        { "discountPercent", p => p with { DiscountPercent = 100.0001m } },
        { "discountPercent", p => p with { DiscountPercent = 1.00001m } },
        { "cardFeePercent", p => p with { CardFeePercent = -1 } },
        { "creditLimit", p => p with { CreditLimit = Euros(-1) } },
        { "tags", p => p with { Tags = [.. Enumerable.Range(0, 51).Select(i => $"{i}")] } },
        { "tags[1]", p => p with { Tags = ["a", " "] } },
        { "salesReps[0]", p => p with { SalesReps = [new string('x', 101)] } },
        { "bankDetails.iban", p => p with { BankDetails = new(null, "DE89370400440532013001", null, null) } },
        { "bankDetails.bic", p => p with { BankDetails = new(null, null, "a\0", null) } },
        { "phone", p => p with { Phone = new string('1', 201) } },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_fault_is_named_by_its_field(string field, Func<CustomerProfile, CustomerProfile> spoil) =>
        Assert.Equal(field, Assert.Single(ProfileRules.Check(spoil(Profile())).ByField).Key);

    [Fact]
    public void A_plain_profile_has_no_faults() =>
        Assert.False(ProfileRules.Check(Profile() with { Email = "a.b+c@x", Website = "https://x.org/a", CreditLimit = Euros(0), DiscountPercent = 12.3456m }).Any);

    [Theory]
    [InlineData("a@b.org", true)]
    [InlineData("müller@bücher.example", true)]
    [InlineData("@b.org", false)]
    [InlineData("a@", false)]
    [InlineData("a@b@c", false)]
    [InlineData("a b@c.org", false)]
    [InlineData("a@.org", false)]
    [InlineData("a@b..org", false)]
    [InlineData("a@b.org.", false)]
    [InlineData("<a@b.org>", false)]
    public void An_email_has_one_at_between_a_local_part_and_a_domain(string text, bool fits) => Assert.Equal(fits, ProfileRules.IsEmail(text));

    [Theory]
    [InlineData("DE89370400440532013000", true)]
    [InlineData("NO9386011117947", true)]
    [InlineData("MT84MALT011000012345MTLCAST001S", true)]
    [InlineData("GB82WEST12345698765432", true)]
    [InlineData("DE89370400440532013001", false)]
    [InlineData("DE98370400440532013000", false)]
    [InlineData("de89370400440532013000", false)]
    [InlineData("DE89 3704 0044 0532 0130 00", false)]
    [InlineData("DE8937", false)]
    [InlineData("", false)]
    public void An_iban_is_verified_by_its_check_digits(string text, bool fits) => Assert.Equal(fits, BankDetails.IsIban(text));

    [Fact]
    public void Bank_details_show_their_last_four_characters_only()
    {
        var masked = new BankDetails("Ann", "DE89370400440532013000", "COBADEFF", "Bank").Masked();
        Assert.Equal(("******************3000", "****DEFF"), (masked.Iban, masked.Bic));
    }

    [Theory]
    [InlineData("net30", "net30", 30)]
    [InlineData("net0", "net0", 0)]
    [InlineData("net007", "net7", 7)]
    [InlineData("net365", "net365", 365)]
    [InlineData("prepaid", "prepaid", 0)]
    [InlineData("dueOnReceipt", "dueOnReceipt", 0)]
    [InlineData("net366", null, 0)]
    [InlineData("net", null, 0)]
    [InlineData("net-1", null, 0)]
    [InlineData("net 3", null, 0)]
    [InlineData("Net30", null, 0)]
    [InlineData("net99999999999", null, 0)]
    [InlineData(null, null, 0)]
    public void Payment_terms_are_one_of_three_kinds(string? text, string? terms, int days)
    {
        Assert.Equal(terms is not null, PaymentTerms.TryParse(text, out var parsed));
        if (terms is not null) Assert.Equal((terms, new DateOnly(2028, 2, 28).AddDays(days)), (parsed.Text, parsed.DueDate(new(2028, 2, 28))));
    }

    [Fact]
    public void A_store_fills_only_what_no_person_has_set()
    {
        var customer = NewCustomer().Change(Profile() with { Phone = "1", Tags = ["a"] }, Start)!;
        Assert.Equal(["Phone", "Tags"], customer.SetByPeople);

        var filled = customer.Fill(Profile("Told") with { Phone = "2", Tags = [], Email = "a@x.org" }, Start.AddDays(1));
        Assert.Equal(("Told", "1", "a@x.org", 3), (filled.Profile.Name, filled.Profile.Phone, filled.Profile.Email, filled.RecordVersion));
        Assert.Equal(["a"], filled.Profile.Tags);
        Assert.Same(filled, filled.Fill(filled.Profile with { Phone = "3", Tags = ["b"] }, Start.AddDays(2)));
    }

    [Fact]
    public void A_change_to_the_same_is_none() =>
        Assert.Null(NewCustomer().Change(Profile() with { Tags = [], DiscountPercent = 0.00m, EmailFor = new(), BankDetails = null }, Start));

    [Fact]
    public void History_names_each_field_that_changed_and_hides_bank_details()
    {
        var before = Profile() with { CreditLimit = Euros(12_990), Tags = ["a"] };
        var after = before with { CreditLimit = null, Tags = ["a", "b"], Portal = new(LoginEnabled: true), BankDetails = new("Ann", "DE89370400440532013000", null, null) };

        Assert.Equal(
            ["bankDetails  changed", "creditLimit 129.90 ", "portal.loginEnabled False True", "tags [\"a\"] [\"a\",\"b\"]"],
            HistoryWriter.Between(before, after).Select(c => $"{c.Field} {c.From} {c.To}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void History_of_a_hold_leaves_out_since_and_by()
    {
        var held = new Hold(HoldMode.Manual, true, "words", Start, "key_ann");
        Assert.Equal(["hold.mode", "hold.onHold", "hold.reason"], HistoryWriter.Between(Hold.None, held).Select(c => c.Field).Order());
        Assert.Empty(HistoryWriter.Between(held, held with { Since = Start.AddDays(1), By = "key_bob" }));
    }

    private static Customer NewCustomer() => new()
    {
        Id = CustomerId.Parse("cus_" + new string('0', 26)),
        Ref = "CU1",
        Profile = Profile(),
        Account = new() { Currency = Eur },
        CreatedAt = Start,
        UpdatedAt = Start,
    };
}
