using System.Text;

namespace Customers.Domain.Accounts;

/// <summary>Puts document numbers in the order that people expect: <c>INV999</c> before <c>INV1000</c>.</summary>
public static class NumberOrder
{
    private const int Digits = 12;

    /// <summary>Each run of digits padded, so that comparing texts compares the numbers.</summary>
    public static string KeyOf(string number)
    {
        var key = new StringBuilder(number.Length + Digits);
        for (var i = 0; i < number.Length;)
        {
            var run = number.AsSpan(i).IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : number.Length - i;
            if (run == 0) key.Append(number[i++]);
            else
            {
                key.Append('0', Math.Max(0, Digits - run)).Append(number, i, run);
                i += run;
            }
        }

        return key.ToString();
    }
}
