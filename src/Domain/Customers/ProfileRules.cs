using Customers.Domain.Outcomes;

namespace Customers.Domain.Customers;

/// <summary>What a profile must satisfy, whoever writes it. Faults name the fields as the API calls them.</summary>
public static class ProfileRules
{
    public const int LongestName = 200;
    public const int LongestText = 200;
    public const int LongestEmail = 254;
    public const int MostTags = 50;
    public const int LongestTag = 100;

    public static Faults Check(CustomerProfile profile)
    {
        var faults = new Faults();
        Texts(profile, faults);
        faults.Require(profile.Email is null || IsEmail(profile.Email), "email", "is not an email address");
        faults.Require(profile.Website is null || IsWebsite(profile.Website), "website", "is not an http or https address");
        Percent(profile.DiscountPercent, "discountPercent", faults);
        Percent(profile.CardFeePercent, "cardFeePercent", faults);
        faults.Require(profile.CreditLimit is not { IsNegative: true }, "creditLimit", "must not be negative");
        Words(profile.Tags, "tags", faults);
        Words(profile.SalesReps, "salesReps", faults);
        if (profile.BankDetails?.Iban is { } iban) faults.Require(BankDetails.IsIban(iban), "bankDetails.iban", "is not an IBAN (its check digits do not fit)");
        return faults;
    }

    public static Faults CheckTag(string tag) => new Faults()
        .Require(!string.IsNullOrWhiteSpace(tag) && tag.Length <= LongestTag && !tag.Any(char.IsControl), "tag", $"must have 1 to {LongestTag} characters and no control characters");

    /// <summary>One @ between a local part and a domain with a dot or a single label; no spaces or controls.</summary>
    public static bool IsEmail(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return text.Length <= LongestEmail && at is > 0 and <= 64 && at == text.LastIndexOf('@') && at < text.Length - 1
            && text[at + 1] != '.' && text[^1] != '.' && !text.Contains("..", StringComparison.Ordinal)
            && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || ",;<>()[]\\\"".Contains(c, StringComparison.Ordinal));
    }

    private static bool IsWebsite(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    private static void Texts(CustomerProfile p, Faults faults)
    {
        faults.Require(p.Name.Any(IsVisible), "name", "is required");
        Text(p.Name, "name", LongestName, faults);
        (string, string?)[] texts =
        [
            ("phone", p.Phone), ("mobile", p.Mobile), ("fax", p.Fax), ("website", p.Website), ("vatNumber", p.VatNumber), ("taxGroup", p.TaxGroup),
            ("priceList", p.PriceList), ("paymentProcessor", p.PaymentProcessor), ("shippingMethod", p.ShippingMethod), ("carrier", p.Carrier),
            ("warehouse", p.Warehouse), ("deliveryRoute", p.DeliveryRoute), ("bankDetails.accountHolder", p.BankDetails?.AccountHolder),
            ("bankDetails.bic", p.BankDetails?.Bic), ("bankDetails.bankName", p.BankDetails?.BankName),
        ];
        foreach (var (field, text) in texts) Text(text, field, LongestText, faults);
    }

    private static void Text(string? text, string field, int longest, Faults faults)
    {
        if (text is null) return;
        faults.Require(text.Length <= longest, field, $"is longer than {longest} characters");
        faults.Require(!text.Any(char.IsControl), field, "contains control characters");
    }

    private static bool IsVisible(char c) => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format;

    private static void Percent(decimal percent, string field, Faults faults)
    {
        faults.Require(percent is >= 0 and <= 100, field, "must lie between 0 and 100");
        faults.Require(decimal.Round(percent, 4) == percent, field, "has more than 4 decimals");
    }

    private static void Words(IReadOnlyList<string> words, string field, Faults faults)
    {
        faults.Require(words.Count <= MostTags, field, $"holds more than {MostTags} entries");
        for (var i = 0; i < words.Count; i++)
        {
            faults.Require(!string.IsNullOrWhiteSpace(words[i]), $"{field}[{i}]", "is empty");
            Text(words[i], $"{field}[{i}]", LongestTag, faults);
        }
    }
}
