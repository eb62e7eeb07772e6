namespace Customers.Domain.Customers;

/// <summary>Where money is sent back to.</summary>
/// <param name="Iban">Upper case without spaces, check digits verified.</param>
public sealed record BankDetails(string? AccountHolder, string? Iban, string? Bic, string? BankName)
{
    /// <summary>As people write it, in groups or not; not every such text is one.</summary>
    public const string IbanPattern = "^ *[A-Za-z]{2} *[0-9] *[0-9] *([A-Za-z0-9] *){11,30}$";

    /// <summary>The last four characters of the account stay readable.</summary>
    public BankDetails Masked() => this with { Iban = Mask(Iban), Bic = Mask(Bic) };

    /// <summary>ISO 13616: country, check digits, 11–30 characters; the whole, letters as numbers, is 1 modulo 97.</summary>
    public static bool IsIban(string text)
    {
        if (text.Length is < 15 or > 34 || !text.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c))) return false;
        if (!char.IsAsciiLetterUpper(text[0]) || !char.IsAsciiLetterUpper(text[1]) || !char.IsAsciiDigit(text[2]) || !char.IsAsciiDigit(text[3])) return false;
        var remainder = 0;
        foreach (var c in text[4..] + text[..4])
            remainder = char.IsAsciiDigit(c) ? (remainder * 10 + c - '0') % 97 : (remainder * 100 + c - 'A' + 10) % 97;
        return remainder == 1;
    }

    public override string ToString() => nameof(BankDetails);

    private static string? Mask(string? text) => text is { Length: > 4 } ? new string('*', text.Length - 4) + text[^4..] : text;
}
